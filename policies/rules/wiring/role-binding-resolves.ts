import { type KubernetesObject, list, type Manifest, namespaceOf } from "../../objects";
import { letsKnowWhoAsks } from "../../read/rights";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";

const ROLE = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "oap", namespace: "tracing" },
  rules: [],
};
const ACCOUNT = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "oap", namespace: "tracing" },
};

/** Roles that every cluster has. */
const BUILT_IN = /^(view|edit|admin|cluster-admin|system:.*)$/;

export const roleBindingResolves = rule({
  name: "role-binding-resolves",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "The role and the accounts of every binding exist",
  why: "The program gets Forbidden from the API server, and only its log says so.",
  remedy: "name a Role or ClusterRole and ServiceAccounts of the stack, with their namespace",
  source:
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding",
  sameAs: ["monokle/LNK001"],
  bad: [ROLE, ACCOUNT, binding("oap-server")],
  good: [ROLE, ACCOUNT, binding("oap")],
  check: (object, { stack }) => {
    if (object.kind !== "RoleBinding" && object.kind !== "ClusterRoleBinding") return [];
    const { roleRef, subjects } = object.manifest;
    const isAccount = ({ kind }: Manifest) => kind === "ServiceAccount";
    return [
      ...each([roleRef ?? {}], (role) => roleFaults(object, role, stack)),
      ...when(list(subjects).length === 0, "it has no subjects"),
      ...each(list(subjects).filter(isAccount), ({ name, namespace }) => {
        if (!namespace) return [`subject ${name} has no namespace`];
        const isHere = stack.objects.some(
          (one) => one.kind === "ServiceAccount" && namespaceOf(one) === namespace,
        );
        const isThere =
          name === "default" || stack.find("ServiceAccount", name, namespace) !== undefined;
        const isMeant = isHere || namespace === namespaceOf(object);
        return when(
          !isThere && isMeant,
          `its subject ServiceAccount ${name} is not in namespace ${namespace}`,
        );
      }),
    ];
  },
});

function roleFaults(
  object: KubernetesObject,
  { kind, name }: Manifest,
  stack: Stack,
): readonly string[] {
  if (BUILT_IN.test(String(name)) || letsKnowWhoAsks(object)) return [];
  const found = stack.find(
    String(kind),
    String(name),
    kind === "Role" ? namespaceOf(object) : undefined,
  );
  return when(found === undefined, `roleRef names ${kind} ${name}, which is not there`);
}

function binding(name: string): Manifest {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "oap", namespace: "tracing" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "oap" },
    subjects: [{ kind: "ServiceAccount", name, namespace: "tracing" }],
  };
}
