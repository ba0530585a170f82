import { quantity } from "../../parse/quantity";
import { running } from "../../read/products";
import { each, rule, when } from "../../rule";
import { satelliteWith } from "./examples";

const limits = (cpu: string) => ({ container: { resources: { limits: { cpu } } } });

export const satelliteCpuIsWhole = rule({
  name: "satellite-cpu-is-whole",
  family: "satellite",
  scope: "resource",
  severity: "low",
  title: "The CPU limit of Satellite is a whole number of cores",
  why: "It starts as many threads as it sees cores, and is throttled in between.",
  remedy: "give resources.limits.cpu a whole number",
  source: "https://github.com/apache/skywalking-helm/blob/v4.9.0/README.md",
  bad: [satelliteWith({}, limits("1500m"))],
  good: [satelliteWith({}, limits("2"))],
  check: (object) =>
    each(running(object, "satellite"), ({ title, spec }) => {
      const { cpu } = spec.resources?.limits ?? {};
      return when(
        cpu !== undefined && quantity(cpu) % 1 !== 0,
        `${title}: resources.limits.cpu is ${cpu}; give a whole number`,
      );
    }),
});
