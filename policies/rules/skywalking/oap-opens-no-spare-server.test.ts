import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapOpensNoSpareServer } from "./oap-opens-no-spare-server";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapOpensNoSpareServer, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapOpensNoSpareServer, oapOpensNoSpareServer.bad)).toEqual([
    'Deployment oap: container oap: SW_PROMQL is on and listens at 9090, which is not one of its ports; give "-"',
    'Deployment oap: container oap: SW_LOGQL is on and listens at 3100, which is not one of its ports; give "-"',
    'Deployment oap: container oap: SW_RECEIVER_AWS_FIREHOSE is on and listens at 12801, which is not one of its ports; give "-"',
  ]);
  expect(findingsIn(oapOpensNoSpareServer, oapOpensNoSpareServer.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapOpensNoSpareServer,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const [container] = spec.template.spec.containers;
        container.env = container.env.filter(({ name }: Manifest) => name !== "SW_PROMQL");
      }),
    ),
  ).toEqual([
    'Deployment skywalking-oap: container oap: SW_PROMQL is on and listens at 9090, which is not one of its ports; give "-"',
  ]);
  expect(
    findingsIn(
      oapOpensNoSpareServer,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_LOGQL").value = "default";
      }),
    ),
  ).toEqual([
    'Deployment skywalking-oap: container oap: SW_LOGQL is on and listens at 3100, which is not one of its ports; give "-"',
  ]);
});
