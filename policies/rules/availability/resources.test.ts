import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { cpuLimit } from "./cpu-limit";
import { cpuRequest } from "./cpu-request";
import { memoryLimit } from "./memory-limit";
import { memoryRequest } from "./memory-request";

test.each([
  [cpuRequest, "requests", "cpu"],
  [cpuLimit, "limits", "cpu"],
  [memoryRequest, "requests", "memory"],
  [memoryLimit, "limits", "memory"],
])("$name", (rule, bound, resource) => {
  expect(findingsIn(rule, platform())).toEqual([]);
  const broken = realPod((pod, { resources }) => {
    resources[bound] = { ...resources[bound], [resource]: undefined };
    pod.ephemeralContainers = [{ name: "debug" }];
  });
  expect(findingsOf(rule, broken)).toEqual([`container oap has no resources.${bound}.${resource}`]);
});
