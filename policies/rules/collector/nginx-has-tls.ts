import { grpcLocations, nginxFilesOf } from "../../read/nginx";
import { rule, when } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

export const nginxHasTls = rule({
  name: "nginx-has-tls",
  family: "collector",
  scope: "stack",
  severity: "high",
  from: "prod",
  settings: { clients: false },
  meaning: { clients: "whether agents have to show a certificate" },
  title: "NGINX speaks TLS with agents, and checks their certificates where that is wanted",
  why: "Traces pass in the clear, and anybody may send some.",
  remedy: "listen with ssl, and set ssl_client_certificate and ssl_verify_client on for mutual TLS",
  source: "https://nginx.org/en/docs/http/ngx_http_ssl_module.html",
  bad: nginxWith(grpcConf({})),
  good: nginxWith(grpcConf({ server: "listen 8443 ssl; http2 on;" })),
  check: (object, { stack, settings }) =>
    grpcLocations(nginxFilesOf(object, stack)).flatMap(({ where, effective, server }) => {
      const listening = server.filter(({ name }) => name === "listen");
      const isChecked =
        effective.get("ssl_verify_client")?.[0] === "on" && effective.has("ssl_client_certificate");
      return [
        ...listening
          .filter(({ args }) => !args.includes("ssl"))
          .map(({ args }) => `${where}: listen ${args.join(" ")} has no ssl`),
        ...when(
          settings.clients && !isChecked,
          `${where}: clients need no certificate; give ssl_verify_client on and ssl_client_certificate`,
        ),
      ];
    }),
});
