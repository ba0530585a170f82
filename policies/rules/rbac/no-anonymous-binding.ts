import { list } from "../../objects";
import { each, rule, when } from "../../rule";
import { bindingWith } from "./examples";

const EVERYBODY = [
  ...["system:anonymous", "system:unauthenticated", "system:authenticated", "system:masters"],
  "system:serviceaccounts",
];

export const noAnonymousBinding = rule({
  name: "no-anonymous-binding",
  family: "rbac",
  scope: "resource",
  severity: "critical",
  title: "No binding names everybody",
  why: "Whoever reaches the API server, or any pod of the cluster, has these rights.",
  remedy: "name the ServiceAccount of the program",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles",
  frameworks: ["NSA-CISA C-0262", "NSA-CISA C-0265", "CIS 5.1.7"],
  sameAs: [
    "trivy/KSV-0122",
    "trivy/KSV-0123",
    "trivy/KSV-1011",
    "kyverno/restrict-binding-system-groups",
  ],
  bad: [
    bindingWith({ kind: "Role", name: "oap" }, [{ kind: "Group", name: "system:authenticated" }]),
  ],
  good: [bindingWith({ kind: "Role", name: "oap" })],
  check: ({ kind, manifest }) =>
    each(
      kind === "RoleBinding" || kind === "ClusterRoleBinding" ? list(manifest.subjects) : [],
      ({ name }) => when(EVERYBODY.includes(name), `its subject ${name} is everybody`),
    ),
});
