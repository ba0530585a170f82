import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { volumeIsMounted } from "./volume-is-mounted";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(volumeIsMounted, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(volumeIsMounted, volumeIsMounted.bad)).toEqual([
    "Deployment oap: no container mounts its volume tmp",
  ]);
  expect(findingsIn(volumeIsMounted, volumeIsMounted.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      volumeIsMounted,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) =>
        spec.template.spec.containers[0].volumeMounts.splice(2, 1),
      ),
    ),
  ).toEqual(["StatefulSet skywalking-elasticsearch: no container mounts its volume data"]);
  expect(
    findingsIn(
      volumeIsMounted,
      broken("Deployment skywalking-ui", ({ spec }) =>
        spec.template.spec.containers[0].volumeMounts.pop(),
      ),
    ),
  ).toEqual(["Deployment skywalking-ui: no container mounts its volume tmp"]);
});
