import { list, type Manifest } from "../objects";
import { serviceNamed } from "../parse/address";
import type { OwnedPod, Stack } from "../stack";
import { runningIn } from "./products";
import { valueOf } from "./variables";

/** Which storage a container of OAP uses, as one text: two with the same one share their data. */
export function storageOf(container: Manifest): string {
  return [
    "SW_STORAGE",
    "SW_STORAGE_ES_CLUSTER_NODES",
    "SW_JDBC_URL",
    "SW_STORAGE_BANYANDB_TARGETS",
    "SW_NAMESPACE",
  ]
    .map((name) => valueOf(container, name) ?? "")
    .join(" ");
}

/** Whether a container of OAP only makes the schema, only waits for it, or does both. */
export function modeOf(container: Manifest): "init" | "no-init" | undefined {
  const options = [
    valueOf(container, "JAVA_OPTS"),
    ...list(container.args),
    ...list(container.command),
  ];
  const mode = /-Dmode=(init|no-init)(?=\s|$)/.exec(options.join(" "))?.[1];
  return mode === "init" || mode === "no-init" ? mode : undefined;
}

/** Pods of Elasticsearch of the stack at an address such as `es.tracing.svc:9200`. */
export function elasticsearchAt(
  address: string | undefined,
  from: string | undefined,
  stack: Stack,
): readonly OwnedPod[] {
  const hosts = (address ?? "")
    .split(",")
    .map((one) => one.replace(/^[a-z]+:\/\//, "").replace(/[:/].*$/, ""));
  const services = hosts.flatMap((host) => {
    const { service, namespace } = serviceNamed(host.trim(), from) ?? {};
    return (service && stack.find("Service", service, namespace)) || [];
  });
  const pods = services.flatMap(({ manifest }) =>
    manifest.spec?.selector
      ? stack.selected({ matchLabels: manifest.spec.selector }, manifest.metadata?.namespace)
      : [],
  );
  return [...new Set(pods)].filter((pod) => runningIn(pod, "elasticsearch").length > 0);
}

/** How many nodes hold data, without a look at roles: each pod of the clusters at an address. */
export function nodesAt(
  address: string | undefined,
  from: string | undefined,
  stack: Stack,
): number {
  return elasticsearchAt(address, from, stack).reduce((sum, { replicas }) => sum + replicas, 0);
}
