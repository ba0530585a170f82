import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "../skywalking/examples";

const KNOWN = ["k8s-mesh", "mx-mesh", "persistence"];
const HTTP = "SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS";
const TCP = "SW_ENVOY_METRIC_ALS_TCP_ANALYSIS";

export const meshAnalyzersFit = rule({
  name: "mesh-analyzers-fit",
  family: "collector",
  scope: "resource",
  severity: "high",
  title: "OAP knows the analyzers of access logs that it is told, in an order that works",
  why: "An unknown one is passed over without a word; persistence alone has no service to store logs for.",
  remedy:
    "set both variables to mx-mesh,k8s-mesh, with persistence after them where logs are wanted",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/envoy/als_setting/",
  bad: [oapWith({ [HTTP]: "persistence" })],
  good: [oapWith({ [HTTP]: "mx-mesh,persistence", [TCP]: "mx-mesh" })],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (pod.kind === "ends") return [];
      const [http = "", tcp = ""] = [valueOf(spec, HTTP), valueOf(spec, TCP)];
      const faults = Object.entries({ [HTTP]: http, [TCP]: tcp }).flatMap(([name, value]) => {
        const words = value.split(",").filter((word) => word !== "");
        return [
          ...words
            .filter((word) => !KNOWN.includes(word))
            .map((word) => `${title}: ${name} has ${word}; give ${KNOWN.join(", ")}`),
          ...when(
            words[0] === "persistence",
            `${title}: ${name} begins with persistence; give k8s-mesh or mx-mesh before it`,
          ),
        ];
      });
      return [
        ...faults,
        ...when(http !== "" && tcp === "", `${title}: ${HTTP} is set, and ${TCP} is not`),
      ];
    }),
});
