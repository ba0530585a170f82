import { running } from "../../read/products";
import { valueOf, variable } from "../../read/variables";
import { list, type Manifest } from "../../objects";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

const COORDINATORS = ["zookeeper", "consul", "etcd", "nacos"];
const POD_IP = { fieldRef: { fieldPath: "status.podIP" } };

export const oapMemberHasAddress = rule({
  name: "oap-member-has-address",
  family: "skywalking",
  scope: "resource",
  severity: "high",
  title: "With ZooKeeper, Consul, etcd or Nacos each OAP registers the address of its pod",
  why: "Each would register 0.0.0.0: they overwrite each other, and the cluster does not work without a word. Kubernetes itself needs none.",
  remedy:
    "set SW_CLUSTER_INTERNAL_COM_HOST from status.podIP, and SW_CLUSTER_INTERNAL_COM_PORT to 11800",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-cluster/",
  bad: [oapWith({ SW_CLUSTER: "zookeeper" })],
  good: [
    oapWith({
      SW_CLUSTER: "zookeeper",
      SW_CLUSTER_INTERNAL_COM_HOST: POD_IP,
      SW_CLUSTER_INTERNAL_COM_PORT: "11800",
    }),
  ],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      const cluster = valueOf(spec, "SW_CLUSTER") ?? "";
      if (!COORDINATORS.includes(cluster) || pod.kind === "ends") return [];
      const port = valueOf(spec, "SW_CLUSTER_INTERNAL_COM_PORT");
      const isNamed = isPodIp(spec, "SW_CLUSTER_INTERNAL_COM_HOST");
      const isBound = isPodIp(spec, "SW_CORE_GRPC_HOST");
      return [
        ...when(
          !isNamed && !isBound,
          `${title}: SW_CLUSTER is ${cluster}, and SW_CLUSTER_INTERNAL_COM_HOST is not status.podIP`,
        ),
        ...when(
          isNamed && !(Number(port) > 0),
          `${title}: SW_CLUSTER_INTERNAL_COM_HOST counts only with SW_CLUSTER_INTERNAL_COM_PORT; give 11800`,
        ),
      ];
    }),
});

/** The field itself, or a variable that holds it. */
function isPodIp(container: Manifest, name: string): boolean {
  const [, other] = /^\$\((.*)\)$/.exec(valueOf(container, name) ?? "") ?? [];
  const entry = variable(container, other ?? name);
  return list(entry && [entry]).some(
    ({ valueFrom }) => valueFrom?.fieldRef?.fieldPath === "status.podIP",
  );
}
