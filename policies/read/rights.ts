import { type KubernetesObject, list, type Manifest, namespaceOf } from "../objects";
import type { Stack } from "../stack";

/** Some verbs on some resources. */
export interface Right {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Rights that a role grants out of those asked for: `create pods, delete pods`. */
export function granted(object: KubernetesObject, { resources, verbs }: Right): readonly string[] {
  if (object.kind !== "Role" && object.kind !== "ClusterRole") return [];
  const found = list(object.manifest.rules).flatMap((rule) =>
    list(rule.resources)
      .map(String)
      .filter((resource) => resources.some((one) => isSame(resource, one)))
      .flatMap((resource) =>
        list(rule.verbs)
          .map(String)
          .filter((verb) => verbs.includes(verb))
          .map((verb) => `${verb} ${resource}`),
      ),
  );
  return [...new Set(found)];
}

/** Verbs that change something. */
export const WRITE: readonly string[] = ["create", "update", "patch", "delete", "deletecollection"];

/** Verbs that only look. */
export const READ: readonly string[] = ["get", "list", "watch"];

/** Roles that an account of a namespace has, with the namespace in which they count; undefined is all. */
export function rolesOf(
  account: { name: string; namespace: string | undefined },
  stack: Stack,
): readonly { role: Manifest; title: string; namespace: string | undefined }[] {
  return bindingsOf(account, stack).flatMap((binding) => {
    const { kind, name } = binding.manifest.roleRef ?? {};
    const namespace = binding.kind === "RoleBinding" ? namespaceOf(binding) : undefined;
    const role = stack.find(kind, name, kind === "Role" ? namespace : undefined);
    return role === undefined ? [] : [{ role: role.manifest, title: role.title, namespace }];
  });
}

/** Bindings that name an account. */
export function bindingsOf(
  { name, namespace }: { name: string; namespace: string | undefined },
  stack: Stack,
): readonly KubernetesObject[] {
  return stack
    .ofKind("RoleBinding", "ClusterRoleBinding")
    .filter(({ manifest }) =>
      list(manifest.subjects).some(
        (one) => one.kind === "ServiceAccount" && one.name === name && one.namespace === namespace,
      ),
    );
}

/**
 * Whether a binding lets a server behind the Kubernetes API know who asks: its Role is in kube-system
 * of every cluster, so the binding has to be there too.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/
 */
export function letsKnowWhoAsks(object: KubernetesObject): boolean {
  const { kind, name } = object.manifest.roleRef ?? {};
  return (
    object.kind === "RoleBinding" &&
    namespaceOf(object) === "kube-system" &&
    kind === "Role" &&
    name === "extension-apiserver-authentication-reader"
  );
}

/** `*` is looked for only where it is meant. */
function isSame(resource: string, wanted: string): boolean {
  return resource === wanted || (wanted.endsWith("/*") && resource.startsWith(wanted.slice(0, -1)));
}
