import * as pulumi from "@pulumi/pulumi";
import type { OapFinder } from "./finder";

const GROUP = "rbac.authorization.k8s.io";

/** Whose rights they are. */
interface Holder {
  name: string;
  namespace: pulumi.Input<string>;
  labels: Readonly<Record<string, string>>;
}

/**
 * What the finder calls, in the namespace of the OAP pods, which may be another one: it lists them
 * and then watches. Absent when Satellite calls no API.
 */
export function finderAccess(finder: OapFinder, { name, namespace, labels }: Holder) {
  if (finder.kind === "static" || finder.members.pods === undefined) return undefined;
  const metadata = {
    // Those of several namespaces may meet there.
    name: pulumi.interpolate`${namespace}-${name}`,
    namespace: finder.members.pods.namespace,
    labels,
  };
  return {
    role: { metadata, rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] }] },
    bindingOf: (role: pulumi.Output<string>, account: pulumi.Input<string>) => ({
      metadata,
      roleRef: { apiGroup: GROUP, kind: "Role", name: role },
      subjects: [{ kind: "ServiceAccount", name: account, namespace }],
    }),
  };
}
