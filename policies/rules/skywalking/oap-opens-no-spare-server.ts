import { portsOf } from "../../read/ports";
import { running } from "../../read/products";
import { isGiven, valueOf } from "../../read/variables";
import { each, rule } from "../../rule";
import { oapWith } from "./examples";

/** Servers that are on when nothing is said. */
const SERVERS = { SW_PROMQL: 9090, SW_LOGQL: 3100, SW_RECEIVER_AWS_FIREHOSE: 12801 } as const;

export const oapOpensNoSpareServer = rule({
  name: "oap-opens-no-spare-server",
  family: "skywalking",
  scope: "resource",
  severity: "low",
  from: "uat",
  title: "OAP opens no server that nobody uses",
  why: "PromQL, LogQL and the AWS Firehose receiver listen by default, without a login.",
  remedy: 'set SW_PROMQL, SW_LOGQL and SW_RECEIVER_AWS_FIREHOSE to "-", or declare their ports',
  source:
    "https://github.com/apache/skywalking/blob/v10.4.0/oap-server/server-starter/src/main/resources/application.yml",
  bad: [oapWith({})],
  good: [oapWith({ SW_PROMQL: "-", SW_LOGQL: "-", SW_RECEIVER_AWS_FIREHOSE: "-" })],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (pod.kind === "ends") return [];
      const declared = portsOf(spec).map(({ number }) => number);
      return Object.entries(SERVERS)
        .filter(
          ([name, port]) =>
            valueOf(spec, name) !== "-" &&
            !declared.includes(port) &&
            (valueOf(spec, name) !== undefined || !isGiven(spec, name)),
        )
        .map(
          ([name, port]) =>
            `${title}: ${name} is on and listens at ${port}, which is not one of its ports; give "-"`,
        );
    }),
});
