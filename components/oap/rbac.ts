import * as pulumi from "@pulumi/pulumi";
import { serviceAccount } from "../kit/metadata";
import { clusterRules, namespaceRules } from "./access";
import { named, type Own } from "./own";

const GROUP = "rbac.authorization.k8s.io";

/** The account of the serving pods. Its token is mounted only where a pod says so. */
export function account(own: Own) {
  return serviceAccount(named(own));
}

/** The account of the init Job: no rights and no token. */
export function initAccount({ name, settled, init }: Own) {
  const { namespace } = settled;
  return serviceAccount({ name: `${name}-init`, namespace, labels: init.labels });
}

/** Role in the namespace, and what binds it; absent when there is nothing to ask for. */
export function namespaceAccess(own: Own, account: pulumi.Input<string>) {
  const rules = namespaceRules(own.settled);
  const metadata = named(own);
  if (rules.length === 0) return undefined;
  return {
    role: { metadata, rules },
    bindingOf: (name: pulumi.Output<string>) => ({
      metadata,
      roleRef: { apiGroup: GROUP, kind: "Role", name },
      subjects: subjects(own, account),
    }),
  };
}

/** The same in the whole cluster, where names are shared, so the namespace is part of them. */
export function clusterAccess(own: Own, account: pulumi.Input<string>) {
  const rules = clusterRules(own.settled);
  const name = pulumi.interpolate`${own.settled.namespace}-${own.name}`;
  const metadata = { name, labels: own.labels.labels };
  if (rules.length === 0) return undefined;
  return {
    role: { metadata, rules },
    bindingOf: (role: pulumi.Output<string>) => ({
      metadata,
      roleRef: { apiGroup: GROUP, kind: "ClusterRole", name: role },
      subjects: subjects(own, account),
    }),
  };
}

function subjects({ settled }: Own, account: pulumi.Input<string>) {
  return [{ kind: "ServiceAccount", name: account, namespace: settled.namespace }];
}
