import { autoscalerTarget } from "../../read/scale";
import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { quantity } from "../../parse/quantity";
import { list } from "../../objects";
import { rule, when } from "../../rule";
import { autoscalerWith, satelliteWith } from "./examples";

const cpu = (averageUtilization: number) => ({
  metrics: [
    {
      type: "Resource",
      resource: { name: "cpu", target: { type: "Utilization", averageUtilization } },
    },
  ],
});

export const satelliteScalesBeforeItRefuses = rule({
  name: "satellite-scales-before-it-refuses",
  family: "satellite",
  scope: "stack",
  severity: "high",
  title: "Satellite gets more pods before it begins to refuse connections",
  why: "At SATELLITE_GRPC_ACCEPT_LIMIT_* it closes every new connection, and the autoscaler never sees the load.",
  remedy:
    "keep the targets of the autoscaler below SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION and _CONNECTION_COUNT",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/plugins/server/grpc/server_limiter.go",
  bad: [satelliteWith({}), autoscalerWith(cpu(80))],
  good: [satelliteWith({}), autoscalerWith(cpu(60))],
  check: (object, { stack }) => {
    const target = autoscalerTarget(object, stack);
    if (target === undefined) return [];
    return running(target, "satellite").flatMap((satellite) => {
      const settings = satelliteSettings(satellite, target, stack);
      const limit = settings.number("SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION", 75);
      const connections = settings.number("SATELLITE_GRPC_ACCEPT_LIMIT_CONNECTION_COUNT", 4000);
      return list(object.manifest.spec.metrics).flatMap(({ resource, external }) => {
        const used = Number(
          resource?.name === "cpu" ? resource.target?.averageUtilization : undefined,
        );
        const isCount = /connect/.test(JSON.stringify(external?.metric ?? ""));
        const count = isCount
          ? quantity(external.target?.value ?? external.target?.averageValue)
          : Number.NaN;
        return [
          ...when(
            used >= limit,
            `it scales at ${used} % CPU, and Satellite refuses connections at ${limit} %`,
          ),
          ...when(
            count >= connections,
            `it scales at ${count} connections, and Satellite refuses them at ${connections}`,
          ),
        ];
      });
    });
  },
});
