import { podsOf } from "../../objects";
import { rule, when } from "../../rule";
import { oapWith } from "./examples";

export const noServiceAccountField = rule({
  name: "no-service-account-field",
  family: "wiring",
  scope: "resource",
  severity: "low",
  title: "No pod uses the deprecated field serviceAccount",
  why: "It is an alias of serviceAccountName that tools and reviewers overlook.",
  remedy: "write serviceAccountName",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
  frameworks: ["NSA-CISA C-0294"],
  sameAs: ["kube-linter/deprecated-service-account-field"],
  bad: [oapWith({}, { serviceAccount: "oap" })],
  good: [oapWith({}, { serviceAccountName: "oap" })],
  check: (object) =>
    podsOf(object).flatMap(({ spec }) =>
      when(
        Boolean(spec.serviceAccount) && !spec.serviceAccountName,
        "it uses the deprecated field serviceAccount",
      ),
    ),
});
