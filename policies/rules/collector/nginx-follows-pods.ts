import { isLocal, serviceNamed } from "../../parse/address";
import { namespaceOf } from "../../objects";
import { grpcLocations, named, nginxFilesOf } from "../../read/nginx";
import { each, rule, when } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

const RESOLVED = {
  http: "resolver kube-dns.kube-system.svc valid=5s;",
  upstream: "zone oap 64k;",
  member: "oap.tracing.svc:11800 resolve max_fails=0",
};
const OAP = (clusterIP: object) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { ...clusterIP, ports: [{ port: 11800 }] },
});

export const nginxFollowsPods = rule({
  name: "nginx-follows-pods",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "NGINX follows the pods behind it when they come and go",
  why: "Names are looked up once at the start: pods that are gone stay in the list, and new ones get nothing.",
  remedy:
    "add resolve to each server, zone to the upstream and a resolver to http, and dial a headless Service",
  source: "https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve",
  bad: [...nginxWith(grpcConf({})), OAP({ clusterIP: "None" })],
  good: [...nginxWith(grpcConf(RESOLVED)), OAP({ clusterIP: "None" })],
  check: (object, { stack }) => {
    const files = nginxFilesOf(object, stack);
    const hasResolver = named(files, "resolver").length > 0;
    const targets = grpcLocations(files).map(({ target }) => target.replace(/^grpcs?:\/\//, ""));
    const upstreams = named(files, "upstream").filter(({ args }) =>
      targets.includes(args[0] ?? ""),
    );
    return each(upstreams, ({ args, block = [] }) => {
      const hasZone = block.some(({ name }) => name === "zone");
      return block
        .filter(({ name }) => name === "server")
        .flatMap(({ args: [address = "", ...options] }) => {
          const host = address.replace(/:[0-9]+$/, "");
          const { service, namespace } = serviceNamed(host, namespaceOf(object)) ?? {};
          if (service === undefined || isLocal(host)) return [];
          const found = stack.find("Service", service, namespace);
          const title = `upstream ${args.join(" ")}`;
          return [
            ...when(!options.includes("resolve"), `${title}: server ${address} has no resolve`),
            ...when(!hasZone, `${title} has no zone`),
            ...when(!hasResolver, `${title}: there is no resolver`),
            ...when(
              found !== undefined && found.manifest.spec?.clusterIP !== "None",
              `${title}: ${found?.title} is not headless, so each connection stays at one pod`,
            ),
          ];
        });
    });
  },
});
