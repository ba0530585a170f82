import { named, nginxFilesOf } from "../../read/nginx";
import { each, rule } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

export const nginxBalancesCalls = rule({
  name: "nginx-balances-calls",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "NGINX passes gRPC on by call, not by connection",
  why: "Agents keep one connection for ever: a stream block sends all of them to one OAP.",
  remedy: "use grpc_pass in an http server with http2",
  source: "https://github.com/apache/skywalking/issues/2346",
  bad: nginxWith("stream { server { listen 11800; proxy_pass oap.tracing.svc:11800; } }"),
  good: nginxWith(grpcConf({})),
  check: (object, { stack }) =>
    each(named(nginxFilesOf(object, stack), "stream"), ({ block = [] }) =>
      block
        .filter(({ name }) => name === "server")
        .map(({ block: server = [] }) => {
          const port = server.find(({ name }) => name === "listen")?.args[0] ?? "a port";
          return `its stream block passes ${port} on by connection; give grpc_pass`;
        }),
    ),
});
