import { type KubernetesObject, list, namespaceOf, type Pod } from "../objects";
import type { Stack } from "../stack";

/** The name of the account of a pod. */
export function accountOf({ spec }: Pod): string {
  return spec.serviceAccountName ?? spec.serviceAccount ?? "default";
}

/** Whether the pods get a token of the API server: the pod decides, else its account, else they do. */
export function hasToken(pod: Pod, owner: KubernetesObject, stack: Stack): boolean {
  const isProjected = list(pod.spec.volumes).some(({ projected }) =>
    list(projected?.sources).some(
      ({ serviceAccountToken }) => serviceAccountToken && !serviceAccountToken.audience,
    ),
  );
  if (isProjected) return true;
  const account = stack.find("ServiceAccount", accountOf(pod), namespaceOf(owner));
  const { automountServiceAccountToken: own } = pod.spec;
  return own ?? account?.manifest.automountServiceAccountToken ?? true;
}
