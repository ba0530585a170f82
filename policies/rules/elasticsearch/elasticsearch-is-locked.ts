import { nodesOf } from "../../read/elasticsearch";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const HTTP = "xpack.security.http.ssl.enabled";
const TRANSPORT = "xpack.security.transport.ssl.enabled";

export const elasticsearchIsLocked = rule({
  name: "elasticsearch-is-locked",
  family: "elasticsearch",
  scope: "stack",
  severity: "critical",
  from: "prod",
  title: "Elasticsearch asks for a login, and speaks TLS with clients and members",
  why: "Else whoever reaches its port reads, changes and deletes every trace.",
  remedy: `leave xpack.security.enabled on, and set ${HTTP} and ${TRANSPORT} to true`,
  source: "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/security-settings.html",
  bad: elasticsearchWith({ settings: { "xpack.security.enabled": "false" } }),
  good: elasticsearchWith({ settings: { [HTTP]: "true", [TRANSPORT]: "true" } }),
  check: (object, { stack }) =>
    each(
      nodesOf(object, stack).filter(({ pod }) => !pod.isOperated),
      ({ settings }) => [
        ...when(settings["xpack.security.enabled"] === false, "xpack.security.enabled is false"),
        ...[HTTP, TRANSPORT]
          .filter(
            (name) =>
              settings[name] !== true &&
              (name === HTTP || settings["discovery.type"] !== "single-node"),
          )
          .map((name) => `${name} is not true`),
      ],
    ),
});
