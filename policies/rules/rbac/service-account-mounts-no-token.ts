import { rule, when } from "../../rule";

const ACCOUNT = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "oap", namespace: "tracing" },
};

export const serviceAccountMountsNoToken = rule({
  name: "service-account-mounts-no-token",
  family: "rbac",
  scope: "resource",
  severity: "low",
  title: "A ServiceAccount leaves it to the pods to ask for a token",
  why: "Else every pod that is started with the account, by hand as well, gets one.",
  remedy:
    "set automountServiceAccountToken to false, and to true in the pods that call the API server",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
  frameworks: ["NSA-CISA C-0261", "CIS 5.1.6"],
  bad: [ACCOUNT],
  good: [{ ...ACCOUNT, automountServiceAccountToken: false }],
  check: ({ kind, manifest }) =>
    when(
      kind === "ServiceAccount" && manifest.automountServiceAccountToken !== false,
      "automountServiceAccountToken is not false",
    ),
});
