import { list } from "../../objects";
import { openedBy } from "../../read/publishing";
import { runningIn } from "../../read/products";
import { valueOf } from "../../read/variables";
import { rule } from "../../rule";
import { oapWith, serviceWith } from "./examples";

const SERVER = oapWith({}, { container: { ports: [{ containerPort: 12800 }] } });
const PORTS = { ports: [{ port: 12800 }] };

export const oapIsNotPublic = rule({
  name: "oap-is-not-public",
  family: "skywalking",
  scope: "stack",
  severity: "critical",
  from: "prod",
  title: "OAP is open to the outside only with TLS and a login in front",
  why: "It believes whatever is sent to it, and answers every query.",
  remedy:
    "publish the receiver port with SW_RECEIVER_GRPC_SSL_ENABLED, or an Ingress with TLS and authentication",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/security/",
  bad: [SERVER, serviceWith({ type: "LoadBalancer", ...PORTS })],
  good: [SERVER, serviceWith(PORTS)],
  check: (object, { stack }) =>
    openedBy(object, stack)
      .flatMap((one) => runningIn(one.server, "oap").map(({ spec }) => ({ ...one, spec })))
      .filter(({ number, spec }) => {
        const isSecured = valueOf(spec, "SW_RECEIVER_GRPC_SSL_ENABLED") === "true";
        if (isSecured && Number(valueOf(spec, "SW_RECEIVER_GRPC_PORT")) === number) return false;
        if (object.kind !== "Ingress") return true;
        const words = Object.keys(object.manifest.metadata?.annotations ?? {}).join(" ");
        return list(object.manifest.spec?.tls).length === 0 || !/auth/.test(words);
      })
      .map(
        ({ number, server }) =>
          `it opens port ${number} of ${server.of.title} to the outside without TLS and a login`,
      ),
});
