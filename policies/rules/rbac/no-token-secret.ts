import { rule, when } from "../../rule";

const SECRET = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "oap", namespace: "tracing" },
};

export const noTokenSecret = rule({
  name: "no-token-secret",
  family: "rbac",
  scope: "resource",
  severity: "high",
  title: "No Secret holds a token of a ServiceAccount",
  why: "Such a token never ends, and whoever may read Secrets has it.",
  remedy: "mount a projected serviceAccountToken, which ends and is renewed",
  source: "https://kubernetes.io/docs/concepts/security/service-accounts/#get-a-token",
  sameAs: ["kyverno/deny-secret-service-account-token-type"],
  bad: [{ ...SECRET, type: "kubernetes.io/service-account-token" }],
  good: [{ ...SECRET, type: "Opaque" }],
  check: ({ kind, manifest }) =>
    when(
      kind === "Secret" && manifest.type === "kubernetes.io/service-account-token",
      "type is kubernetes.io/service-account-token",
    ),
});
