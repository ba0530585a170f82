import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchNoSysctl } from "./elasticsearch-no-sysctl";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchNoSysctl, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchNoSysctl, elasticsearchNoSysctl.bad)).toEqual([
    "StatefulSet elasticsearch: init container sysctl sets vm.max_map_count of the node",
  ]);
  expect(findingsIn(elasticsearchNoSysctl, elasticsearchNoSysctl.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchNoSysctl,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) =>
          (spec.template.spec.initContainers[0].command = [
            "sysctl",
            "-w",
            "vm.max_map_count=262144",
          ]),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: init container prepare sets vm.max_map_count of the node",
  ]);
});
