import { grpcLocations, named, nginxFilesOf } from "../../read/nginx";
import { each, rule } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

export const nginxForgivesFailures = rule({
  name: "nginx-forgives-failures",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "One cut stream does not take a server of NGINX out",
  why: "By default one failure shuts a server out for ten seconds: servers that renew connections all go out together.",
  remedy: "add max_fails=0 to each server of the upstream",
  source: "https://nginx.org/en/docs/http/ngx_http_upstream_module.html#max_fails",
  bad: nginxWith(grpcConf({ upstream: "server oap-2.tracing.svc:11800;" })),
  good: nginxWith(
    grpcConf({
      upstream: "server oap-2.tracing.svc:11800 max_fails=0;",
      member: "oap.tracing.svc:11800 max_fails=0",
    }),
  ),
  check: (object, { stack }) => {
    const files = nginxFilesOf(object, stack);
    const targets = grpcLocations(files).map(({ target }) => target.replace(/^grpcs?:\/\//, ""));
    const upstreams = named(files, "upstream").filter(({ args }) =>
      targets.includes(args[0] ?? ""),
    );
    return each(upstreams, ({ args, block = [] }) => {
      const servers = block.filter(({ name }) => name === "server");
      const isGroup =
        servers.length > 1 || servers.some((server) => server.args.includes("resolve"));
      return servers
        .filter((server) => isGroup && !server.args.includes("max_fails=0"))
        .map((server) => `upstream ${args.join(" ")}: server ${server.args[0]} has no max_fails=0`);
    });
  },
});
