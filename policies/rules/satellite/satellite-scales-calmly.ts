import { autoscalerTarget } from "../../read/scale";
import { runs } from "../../read/products";
import { list, type Manifest } from "../../objects";
import { rule, when } from "../../rule";
import { autoscalerWith, satelliteWith } from "./examples";

const UP = { scaleUp: { stabilizationWindowSeconds: 120, selectPolicy: "Min" } };

export const satelliteScalesCalmly = rule({
  name: "satellite-scales-calmly",
  family: "satellite",
  scope: "stack",
  severity: "high",
  title: "The autoscaler of Satellite waits for its metrics before it scales again",
  why: "The metric comes a minute late, and is 0 when OAP is away: it adds pods for a load that is gone, and takes all away in an outage.",
  remedy:
    "set behavior.scaleUp.stabilizationWindowSeconds to 60 or more with selectPolicy Min or policies of 60 seconds or more, and scaleDown to 300 or more",
  source:
    "https://github.com/apache/skywalking-swck/blob/v0.10.0/operator/config/samples/satellite-hpa.yaml",
  bad: [satelliteWith({}), autoscalerWith({ minReplicas: 2 })],
  good: [satelliteWith({}), autoscalerWith({ minReplicas: 2, behavior: UP })],
  check: (object, { stack }) => {
    const target = autoscalerTarget(object, stack);
    if (target === undefined || !runs(target, "satellite")) return [];
    const { behavior, minReplicas = 1, metrics } = object.manifest.spec;
    const { scaleUp, scaleDown } = behavior ?? {};
    const up = Number(scaleUp?.stabilizationWindowSeconds ?? 0);
    const down = Number(scaleDown?.stabilizationWindowSeconds ?? 300);
    const external = list(metrics).filter(({ type }) => type === "External" || type === "Object");
    const isSum = external.some(
      (one) => (one.external ?? one.object)?.target?.type === "AverageValue",
    );
    return [
      ...when(
        object.manifest.apiVersion !== "autoscaling/v2",
        `apiVersion is ${object.manifest.apiVersion}; give autoscaling/v2`,
      ),
      ...when(up < 60, `behavior.scaleUp.stabilizationWindowSeconds is ${up}; give 60 or more`),
      ...when(
        scaleUp?.selectPolicy !== "Min" && !waits(scaleUp),
        `behavior.scaleUp.selectPolicy is ${scaleUp?.selectPolicy ?? "not set"}; give Min`,
      ),
      ...when(
        down < 300,
        `behavior.scaleDown.stabilizationWindowSeconds is ${down}; give 300 or more`,
      ),
      ...when(minReplicas < 2, `minReplicas is ${minReplicas}; give 2 or more`),
      ...when(
        isSum,
        "its external metric has the target type AverageValue, and is an average already; give Value",
      ),
    ];
  },
});

/** Whether every step is followed by a pause in which the metric comes, whichever policy decides. */
function waits(scaleUp: Manifest): boolean {
  const policies = list(scaleUp?.policies);
  return policies.length > 0 && policies.every(({ periodSeconds }) => Number(periodSeconds) >= 60);
}
