import { namespaceOf, podsOf } from "../../objects";
import { accountOf } from "../../read/tokens";
import { rule } from "../../rule";
import { podsWith } from "./examples";

export const ownServiceAccount = rule({
  name: "own-service-account",
  family: "rbac",
  scope: "stack",
  severity: "medium",
  title: "Every workload has a ServiceAccount of its own",
  why: "What is granted to one is granted to all that share its account, and default is shared with everything.",
  remedy: "deploy a ServiceAccount for it, and name it in serviceAccountName",
  source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  frameworks: ["NSA-CISA C-0189", "CIS 5.1.5"],
  sameAs: ["kube-linter/default-service-account", "checkov/CKV_K8S_41"],
  bad: [podsWith({ serviceAccountName: "default" })],
  good: [podsWith({})],
  check: (object, { stack }) =>
    podsOf(object)
      .filter(({ isOperated }) => !isOperated)
      .flatMap((pod) => {
        const account = accountOf(pod);
        if (account === "default")
          return ["its pods use the ServiceAccount default; give them one of their own"];
        return stack.pods
          .filter(
            ({ of, isOperated }) =>
              of !== object && !isOperated && namespaceOf(of) === namespaceOf(object),
          )
          .filter((other) => accountOf(other) === account)
          .map(({ of }) => `its pods share the ServiceAccount ${account} with ${of.title}`);
      }),
});
