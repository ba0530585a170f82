import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapReceiverHasOwnPort } from "./oap-receiver-has-own-port";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapReceiverHasOwnPort, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapReceiverHasOwnPort, oapReceiverHasOwnPort.bad)).toEqual([
    "Deployment oap: container oap: SW_RECEIVER_GRPC_PORT is 0; give a port of its own, such as 11801",
  ]);
  expect(findingsIn(oapReceiverHasOwnPort, oapReceiverHasOwnPort.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapReceiverHasOwnPort,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_RECEIVER_GRPC_PORT").value = "11800";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_RECEIVER_GRPC_PORT is 11800; give a port of its own, such as 11801",
  ]);
  expect(
    findingsIn(
      oapReceiverHasOwnPort,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_RECEIVER_GRPC_PORT").value = "11803";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_RECEIVER_GRPC_PORT is 11803, which is not one of its ports",
    "Deployment skywalking-oap: container oap: no Service leads to its receiver port 11803",
  ]);
  expect(
    findingsIn(
      oapReceiverHasOwnPort,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const [container] = spec.template.spec.containers;
        container.env = container.env.filter(
          ({ name }: Manifest) => name !== "SW_RECEIVER_GRPC_SSL_KEY_PATH",
        );
      }),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: SW_RECEIVER_GRPC_SSL_KEY_PATH is not set"]);
});

test("a Service without a selector leads nowhere", () => {
  const [oap, service] = oapReceiverHasOwnPort.good;
  const spec = { ports: service.spec.ports };
  expect(findingsIn(oapReceiverHasOwnPort, [oap, { ...service, spec }])).toEqual([
    "Deployment oap: container oap: no Service leads to its receiver port 11801",
  ]);
});
