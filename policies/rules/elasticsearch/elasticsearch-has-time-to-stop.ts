import { podsOf } from "../../objects";
import { runningIn } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const PRE_STOP = { lifecycle: { preStop: { exec: { command: ["sleep", "20"] } } } };

export const elasticsearchHasTimeToStop = rule({
  name: "elasticsearch-has-time-to-stop",
  family: "elasticsearch",
  scope: "resource",
  severity: "medium",
  from: "uat",
  settings: { seconds: 180 },
  meaning: { seconds: "how long a node may take to stop, at least" },
  title: "A node of Elasticsearch has three minutes to stop, and waits for its clients first",
  why: "It hands over its shards and writes what it has; killed before, it starts with a long recovery.",
  remedy: "set terminationGracePeriodSeconds to 180 and a preStop hook",
  source:
    "https://github.com/elastic/cloud-on-k8s/blob/v3.2.0/pkg/controller/elasticsearch/nodespec/defaults.go",
  bad: elasticsearchWith({}),
  good: elasticsearchWith({ container: PRE_STOP, pod: { terminationGracePeriodSeconds: 180 } }),
  check: (object, { settings }) =>
    each(podsOf(object), (pod) => {
      if (pod.isOperated || pod.kind === "ends") return [];
      return runningIn(pod, "elasticsearch").flatMap(({ title, spec }) => {
        const grace = Number(pod.spec.terminationGracePeriodSeconds ?? 30);
        return [
          ...when(
            grace < settings.seconds,
            `terminationGracePeriodSeconds is ${grace}; give ${settings.seconds} or more`,
          ),
          ...when(!spec.lifecycle?.preStop, `${title} has no preStop hook`),
        ];
      });
    }),
});
