import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapLivesWithoutStorage } from "./oap-lives-without-storage";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapLivesWithoutStorage, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapLivesWithoutStorage, oapLivesWithoutStorage.bad)).toEqual([
    "Deployment oap: container oap: livenessProbe asks /healthcheck; give tcpSocket",
  ]);
  expect(findingsIn(oapLivesWithoutStorage, oapLivesWithoutStorage.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapLivesWithoutStorage,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) =>
          (spec.template.spec.containers[0].livenessProbe = {
            httpGet: { path: "/healthcheck", port: "rest" },
          }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: livenessProbe asks /healthcheck; give tcpSocket",
  ]);
});
