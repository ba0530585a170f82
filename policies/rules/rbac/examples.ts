import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

const API = "rbac.authorization.k8s.io/v1";
const METADATA = { name: "oap", namespace: "tracing" };

/** A Role that grants these verbs on these resources of the core group. */
export function roleWith(resources: readonly string[], verbs: readonly string[]): Manifest {
  const rules = [{ apiGroups: [""], resources, verbs }];
  return { apiVersion: API, kind: "Role", metadata: METADATA, rules };
}

/** What binds a role to the account `oap`, or to others. */
export function bindingWith(
  roleRef: Manifest,
  subjects: readonly Manifest[] = [SUBJECT],
): Manifest {
  return { apiVersion: API, kind: "RoleBinding", metadata: METADATA, roleRef, subjects };
}

/** A Deployment with the account `oap` and fields of its own in its pods. */
export function podsWith(spec: Manifest): Manifest {
  return deploymentWith({}, { serviceAccountName: "oap", ...spec });
}

const SUBJECT = { kind: "ServiceAccount", ...METADATA };
