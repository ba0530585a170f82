import { grpcLocations, nginxFilesOf } from "../../read/nginx";
import { quantity } from "../../parse/quantity";
import { rule } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

const ENOUGH = 50 * 2 ** 20;

export const nginxTakesLongStreams = rule({
  name: "nginx-takes-long-streams",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "NGINX sets no end to the size of a gRPC stream",
  why: "The limit of 1 MB is for all messages of a stream together: each is cut with 413, and the agent drops traces for 30 seconds.",
  remedy: "set client_max_body_size to 0",
  source: "https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size",
  bad: nginxWith(grpcConf({})),
  good: nginxWith(grpcConf({ http: "client_max_body_size 0;" })),
  check: (object, { stack }) =>
    grpcLocations(nginxFilesOf(object, stack)).flatMap(({ where, effective }) => {
      const [value = "1m"] = effective.get("client_max_body_size") ?? [];
      const size = quantity(value.replace(/k$/i, "Ki").replace(/m$/i, "Mi").replace(/g$/i, "Gi"));
      return size !== 0 && size < ENOUGH
        ? [`${where}: client_max_body_size is ${value}; give 0`]
        : [];
    }),
});
