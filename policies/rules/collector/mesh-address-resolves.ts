import { list } from "../../objects";
import { serviceNamed } from "../../parse/address";
import { meshTargetsOf } from "../../read/mesh";
import { each, rule } from "../../rule";
import { meshWith, SATELLITE } from "./mesh-examples";

export const meshAddressResolves = rule({
  name: "mesh-address-resolves",
  family: "collector",
  scope: "stack",
  severity: "critical",
  title: "What a mesh sends its logs to is a Service with that port",
  why: "Envoys drop the logs, and the topology stays empty.",
  remedy: "name the Service of Satellite or OAP with its namespace, and its gRPC port",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/envoy/als_setting/",
  bad: [SATELLITE, meshWith("satellite.tracing:11801")],
  good: [SATELLITE, meshWith("satellite.tracing:11800")],
  check: (object, { stack }) =>
    each(meshTargetsOf(object), ({ where, host, port }) => {
      const { service, namespace } = serviceNamed(host, undefined) ?? {};
      if (service === undefined || namespace === undefined)
        return [`${where} names ${host}; give <service>.<namespace>`];
      const found = stack.find("Service", service, namespace);
      const isOurs = stack
        .ofKind("Service")
        .some(
          ({ manifest }) =>
            manifest.metadata?.namespace === namespace || manifest.metadata?.name === service,
        );
      if (found === undefined)
        return isOurs
          ? [`${where} names ${host}, and namespace ${namespace} has no Service ${service}`]
          : [];
      const ports = list(found.manifest.spec?.ports).map((one) => Number(one.port));
      return ports.includes(port)
        ? []
        : [`${where} names port ${port} of ${found.title}, which has only ${ports.join(", ")}`];
    }),
});
