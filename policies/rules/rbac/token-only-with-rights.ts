import { namespaceOf, podsOf } from "../../objects";
import { bindingsOf } from "../../read/rights";
import { accountOf, hasToken } from "../../read/tokens";
import { rule, when } from "../../rule";
import { podsWith } from "./examples";

export const tokenOnlyWithRights = rule({
  name: "token-only-with-rights",
  family: "rbac",
  scope: "stack",
  severity: "high",
  title: "Pods have a token when their account has rights, and only then",
  why: "A token that nobody needs is a key to the API server for whoever gets into the pod.",
  remedy:
    "set automountServiceAccountToken to false, or to true where a RoleBinding names the account",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
  frameworks: ["NSA-CISA C-0034", "CIS 5.1.6"],
  sameAs: [
    "polaris/automountServiceAccountToken",
    "trivy/KSV-0036",
    "checkov/CKV_K8S_38",
    "kyverno/restrict-automount-sa-token",
    "monokle/KBP106",
  ],
  bad: [podsWith({})],
  good: [podsWith({ automountServiceAccountToken: false })],
  check: (object, { stack }) =>
    podsOf(object)
      .filter(({ isOperated }) => !isOperated)
      .flatMap((pod) => {
        const name = accountOf(pod);
        const token = hasToken(pod, object, stack);
        const rights = bindingsOf({ name, namespace: namespaceOf(object) }, stack).length > 0;
        return [
          ...when(
            token && !rights,
            `its pods have a token, and ServiceAccount ${name} has no rights; set automountServiceAccountToken: false`,
          ),
          ...when(
            rights && !token,
            `ServiceAccount ${name} has rights, and its pods have no token`,
          ),
        ];
      }),
});
