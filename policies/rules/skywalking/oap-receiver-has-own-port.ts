import { portsOf } from "../../read/ports";
import { running } from "../../read/products";
import { isServed } from "../../read/services";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith, serviceWith } from "./examples";

const SECURED = { SW_RECEIVER_GRPC_SSL_ENABLED: "true", SW_RECEIVER_GRPC_PORT: "11801" };
const OPEN = { container: { ports: [{ name: "receiver", containerPort: 11801 }] } };

export const oapReceiverHasOwnPort = rule({
  name: "oap-receiver-has-own-port",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  title: "TLS for agents has a port of its own, which is declared and behind a Service",
  why: "TLS is a matter of the receiver's own server: on 11800 the variables have no effect, and agents go on in the clear.",
  remedy:
    "set SW_RECEIVER_GRPC_PORT, such as 11801, declare it in ports and in a Service, and close 11800 to all but OAP",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/grpc-security/",
  bad: [oapWith({ SW_RECEIVER_GRPC_SSL_ENABLED: "true" })],
  good: [oapWith(SECURED, OPEN), serviceWith({ ports: [{ port: 11801, targetPort: "receiver" }] })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (valueOf(spec, "SW_RECEIVER_GRPC_SSL_ENABLED") !== "true" || pod.kind === "ends")
        return [];
      const port = Number(valueOf(spec, "SW_RECEIVER_GRPC_PORT") ?? 0);
      if (port === 0 || port === 11800)
        return [
          `${title}: SW_RECEIVER_GRPC_PORT is ${port}; give a port of its own, such as 11801`,
        ];
      const declared = portsOf(spec).find(({ number }) => number === port);
      const place = { number: port, name: declared?.name };
      return [
        ...when(
          declared === undefined,
          `${title}: SW_RECEIVER_GRPC_PORT is ${port}, which is not one of its ports`,
        ),
        ...when(
          !isServed(place, object, stack),
          `${title}: no Service leads to its receiver port ${port}`,
        ),
        ...["KEY_PATH", "CERT_CHAIN_PATH"].flatMap((part) =>
          when(
            !valueOf(spec, `SW_RECEIVER_GRPC_SSL_${part}`) && isStrict(spec),
            `${title}: SW_RECEIVER_GRPC_SSL_${part} is not set`,
          ),
        ),
      ];
    }),
});

/** Whether one of the two files is named: then the other one is missing. */
function isStrict(spec: Parameters<typeof valueOf>[0]): boolean {
  return ["KEY_PATH", "CERT_CHAIN_PATH"].some(
    (part) => valueOf(spec, `SW_RECEIVER_GRPC_SSL_${part}`) !== undefined,
  );
}
