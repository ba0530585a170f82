import { rule } from "../../rule";
import { objectWith } from "./examples";

/** Versions that are gone, and the version of Kubernetes that no longer has them. */
const REMOVED: Readonly<Record<string, number>> = {
  "extensions/v1beta1": 22,
  "apps/v1beta1": 16,
  "apps/v1beta2": 16,
  "networking.k8s.io/v1beta1": 22,
  "rbac.authorization.k8s.io/v1beta1": 22,
  "rbac.authorization.k8s.io/v1alpha1": 22,
  "apiextensions.k8s.io/v1beta1": 22,
  "admissionregistration.k8s.io/v1beta1": 22,
  "apiregistration.k8s.io/v1beta1": 22,
  "authentication.k8s.io/v1beta1": 22,
  "authorization.k8s.io/v1beta1": 22,
  "certificates.k8s.io/v1beta1": 22,
  "coordination.k8s.io/v1beta1": 22,
  "scheduling.k8s.io/v1beta1": 22,
  "storage.k8s.io/v1beta1": 27,
  "batch/v1beta1": 25,
  "discovery.k8s.io/v1beta1": 25,
  "events.k8s.io/v1beta1": 25,
  "node.k8s.io/v1beta1": 25,
  "policy/v1beta1": 25,
  "autoscaling/v2beta1": 25,
  "autoscaling/v2beta2": 26,
  "flowcontrol.apiserver.k8s.io/v1beta1": 26,
  "flowcontrol.apiserver.k8s.io/v1beta2": 29,
  "flowcontrol.apiserver.k8s.io/v1beta3": 32,
  "cert-manager.io/v1alpha2": 22,
  "cert-manager.io/v1alpha3": 22,
  "cert-manager.io/v1beta1": 22,
};

export const apiVersionIsServed = rule({
  name: "api-version-is-served",
  family: "wiring",
  scope: "resource",
  severity: "critical",
  settings: { kubernetes: 34 },
  meaning: { kubernetes: "minor version of Kubernetes 1 that the objects go to" },
  title: "Every object has an API version that the cluster still serves",
  why: "The API server does not know the object.",
  remedy: "write it for the stable version, such as apps/v1, batch/v1, policy/v1 or autoscaling/v2",
  source: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
  sameAs: [
    "kube-score/stable-version",
    "kube-linter/no-extensions-v1beta",
    "trivy/KSV-0107",
    "kyverno/check-deprecated-apis",
  ],
  bad: [objectWith("PodDisruptionBudget policy/v1beta1", { maxUnavailable: 1 })],
  good: [objectWith("PodDisruptionBudget policy/v1", { maxUnavailable: 1 })],
  check: ({ manifest }, { settings }) => {
    const version = String(manifest.apiVersion);
    const removed = REMOVED[version];
    return removed !== undefined && removed <= settings.kubernetes
      ? [`apiVersion is ${version}, which Kubernetes 1.${removed} removed`]
      : [];
  },
});
