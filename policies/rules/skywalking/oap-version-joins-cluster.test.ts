import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapVersionJoinsCluster } from "./oap-version-joins-cluster";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapVersionJoinsCluster, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapVersionJoinsCluster, oapVersionJoinsCluster.bad)).toEqual([
    "Deployment oap: container oap runs OAP 10.3 in a cluster on Kubernetes",
  ]);
  expect(findingsIn(oapVersionJoinsCluster, oapVersionJoinsCluster.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapVersionJoinsCluster,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) =>
          (spec.template.spec.containers[0].image =
            "docker.io/apache/skywalking-oap-server:10.3.0"),
      ),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap runs OAP 10.3 in a cluster on Kubernetes"]);
});
