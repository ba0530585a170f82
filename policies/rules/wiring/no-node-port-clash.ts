import { type KubernetesObject, list } from "../../objects";
import { each, rule, when } from "../../rule";
import { serviceWith } from "./examples";

const ONE = serviceWith({ type: "NodePort", ports: [{ port: 11800, nodePort: 31180 }] });

export const noNodePortClash = rule({
  name: "no-node-port-clash",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  settings: { first: 30000, last: 32767 },
  meaning: { first: "lowest node port of the cluster", last: "highest node port of the cluster" },
  title: "Every node port is written out, in the range of the cluster, and used once",
  why: "The API server refuses the second Service; a port that is not written out changes when the Service is made anew.",
  remedy: "give each port a nodePort of its own between the settings `first` and `last`",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport",
  bad: [ONE, { ...ONE, metadata: { name: "oap-external", namespace: "tracing" } }],
  good: [ONE],
  check: (object, { stack, settings: { first, last } }) => {
    if (object.kind !== "Service" || !isOnNodes(object)) return [];
    const { type } = object.manifest.spec;
    return each(list(object.manifest.spec.ports), ({ nodePort, port, protocol = "TCP" }) => {
      if (!nodePort) return when(type === "NodePort", `port ${port} has no nodePort`);
      const owners = stack
        .ofKind("Service")
        .filter(isOnNodes)
        .flatMap((service) =>
          list(service.manifest.spec.ports)
            .filter((one) => one.nodePort === nodePort && (one.protocol ?? "TCP") === protocol)
            .map(() => service),
        );
      const others = owners.filter((owner) => owner !== object).map(({ title }) => title);
      const isTwice = owners.length > others.length + 1;
      return [
        ...when(
          nodePort < first || nodePort > last,
          `nodePort ${nodePort} is not between ${first} and ${last}`,
        ),
        ...when(isTwice, `nodePort ${nodePort} stands for two of its ports`),
        ...others.map((title) => `nodePort ${nodePort} is also that of ${title}`),
      ];
    });
  },
});

function isOnNodes({ manifest }: KubernetesObject): boolean {
  return manifest.spec?.type === "NodePort" || manifest.spec?.type === "LoadBalancer";
}
