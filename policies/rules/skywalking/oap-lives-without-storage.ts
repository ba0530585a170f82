import { running } from "../../read/products";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

export const oapLivesWithoutStorage = rule({
  name: "oap-lives-without-storage",
  family: "skywalking",
  scope: "resource",
  severity: "high",
  title: "The liveness of OAP does not ask for the health of its storage",
  why: "The path /healthcheck fails while the storage is away, so an outage of Elasticsearch kills every OAP as well.",
  remedy: "use tcpSocket for livenessProbe; /healthcheck fits readinessProbe",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-health-check/",
  bad: [
    oapWith(
      {},
      { container: { livenessProbe: { httpGet: { path: "/healthcheck", port: 12800 } } } },
    ),
  ],
  good: [oapWith({}, { container: { livenessProbe: { tcpSocket: { port: 11800 } } } })],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const { httpGet, exec } = spec.livenessProbe ?? {};
      const asks = `${httpGet?.path ?? ""} ${[...(exec?.command ?? [])].join(" ")}`;
      return when(
        asks.includes("healthcheck"),
        `${title}: livenessProbe asks /healthcheck; give tcpSocket`,
      );
    }),
});
