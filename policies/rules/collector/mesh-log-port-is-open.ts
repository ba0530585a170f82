import { portsOf } from "../../read/ports";
import { running } from "../../read/products";
import { isServed } from "../../read/services";
import { numberOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith, serviceWith } from "../skywalking/examples";

const OAP = oapWith(
  { SW_ALS_GRPC_PORT: "11802" },
  { container: { ports: [{ containerPort: 11802 }] } },
);

export const meshLogPortIsOpen = rule({
  name: "mesh-log-port-is-open",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "A port of its own for access logs is declared and behind a Service",
  why: "OAP listens there, and no Envoy reaches it.",
  remedy: "declare SW_ALS_GRPC_PORT in ports of the container and in a Service",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-load-balancer/",
  bad: [OAP, serviceWith({ ports: [{ port: 11800 }] })],
  good: [OAP, serviceWith({ ports: [{ port: 11802 }] })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      const port = numberOf(spec, "SW_ALS_GRPC_PORT", 0);
      if (port === 0 || pod.kind === "ends") return [];
      const declared = portsOf(spec).find(({ number }) => number === port);
      const place = { number: port, name: declared?.name };
      return [
        ...when(
          declared === undefined,
          `${title}: SW_ALS_GRPC_PORT is ${port}, which is not one of its ports`,
        ),
        ...when(
          !isServed(place, object, stack),
          `${title}: no Service leads to SW_ALS_GRPC_PORT ${port}`,
        ),
      ];
    }),
});
