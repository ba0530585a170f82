import { seconds } from "../../parse/duration";
import type { Directive } from "../../parse/nginx";
import { grpcLocations, nginxFilesOf } from "../../read/nginx";
import { rule } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

const TIMEOUTS = ["grpc_read_timeout", "grpc_send_timeout", "client_body_timeout"] as const;

/** OTLP sends each batch as a call of its own. */
const UNARY: readonly string[] = ["4317"];

export const nginxLetsStreamsIdle = rule({
  name: "nginx-lets-streams-idle",
  family: "collector",
  scope: "stack",
  severity: "high",
  settings: { seconds: 300, unaryPorts: UNARY },
  meaning: {
    seconds: "how long a stream may be silent, at least",
    unaryPorts: "ports of servers whose calls are no streams, and end when they are silent",
  },
  title: "NGINX lets gRPC streams be silent for five minutes",
  why: "After 60 seconds without data it cuts them, client_body_timeout first: agents drop what they hold.",
  remedy: "set grpc_read_timeout, grpc_send_timeout and client_body_timeout to 1h",
  source: "https://nginx.org/en/docs/http/ngx_http_grpc_module.html#grpc_read_timeout",
  bad: nginxWith(grpcConf({})),
  good: nginxWith(
    grpcConf({ http: "grpc_read_timeout 1h; grpc_send_timeout 1h; client_body_timeout 1h;" }),
  ),
  check: (object, { stack, settings }) =>
    grpcLocations(nginxFilesOf(object, stack))
      .filter(({ server }) => !isUnary(server, settings.unaryPorts))
      .flatMap(({ where, effective }) =>
        TIMEOUTS.flatMap((name) => {
          const [value = "60s"] = effective.get(name) ?? [];
          return seconds(value) < settings.seconds
            ? [`${where}: ${name} is ${value}; give ${settings.seconds}s or more`]
            : [];
        }),
      ),
});

function isUnary(server: readonly Directive[], ports: readonly string[]): boolean {
  const listening = server.filter(({ name }) => name === "listen");
  return listening.every(({ args: [address = ""] }) => ports.includes(address.replace(/.*:/, "")));
}
