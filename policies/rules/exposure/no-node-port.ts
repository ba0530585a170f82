import { rule, when } from "../../rule";
import { serviceWith } from "./examples";

export const noNodePort = rule({
  name: "no-node-port",
  family: "exposure",
  scope: "resource",
  severity: "medium",
  from: "prod",
  title: "No Service opens a port of the nodes",
  why: "Every address of every node answers there, without TLS and past the Ingress.",
  remedy: "use type ClusterIP behind an Ingress or a Gateway",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport",
  frameworks: ["NSA-CISA C-0256"],
  sameAs: [
    "kube-score/service-type",
    "kube-linter/exposed-services",
    "kyverno/restrict-nodeport",
    "monokle/KBP114",
  ],
  bad: [serviceWith({ type: "NodePort" })],
  good: [serviceWith({ type: "ClusterIP" })],
  check: ({ kind, manifest }) =>
    when(
      kind === "Service" && manifest.spec?.type === "NodePort",
      "spec.type is NodePort; give ClusterIP",
    ),
});
