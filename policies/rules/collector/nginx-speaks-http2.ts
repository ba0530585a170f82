import { grpcLocations, nginxFilesOf } from "../../read/nginx";
import { rule, when } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

export const nginxSpeaksHttp2 = rule({
  name: "nginx-speaks-http2",
  family: "collector",
  scope: "stack",
  severity: "critical",
  title: "Servers of NGINX with gRPC speak HTTP/2",
  why: "Every call ends with UNAVAILABLE: gRPC exists over HTTP/2 alone.",
  remedy: "add http2 on; to the server",
  source: "https://nginx.org/en/docs/http/ngx_http_v2_module.html#http2",
  bad: nginxWith(grpcConf({ server: "listen 11800;" })),
  good: nginxWith(grpcConf({})),
  check: (object, { stack }) =>
    grpcLocations(nginxFilesOf(object, stack)).flatMap(({ where, effective, server }) => {
      const isOn =
        effective.get("http2")?.[0] === "on" ||
        server.some(({ name, args }) => name === "listen" && args.includes("http2"));
      return when(!isOn, `${where}: its server does not have http2 on`);
    }),
});
