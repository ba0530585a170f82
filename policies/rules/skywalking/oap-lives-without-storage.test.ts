import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapLivesWithoutStorage } from "./oap-lives-without-storage";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(oapLivesWithoutStorage, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapLivesWithoutStorage, oapLivesWithoutStorage.bad)).toEqual([
    "Deployment oap: container oap: livenessProbe asks /healthcheck; give tcpSocket",
  ]);
  expect(findingsIn(oapLivesWithoutStorage, oapLivesWithoutStorage.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
