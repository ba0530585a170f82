import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { certificateServerMayServe } from "./certificate-server-may-serve";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(certificateServerMayServe, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(certificateServerMayServe, certificateServerMayServe.bad)).toEqual([
    "Deployment oap: container oap mounts Certificate oap, whose usages lack server auth",
  ]);
  expect(findingsIn(certificateServerMayServe, certificateServerMayServe.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      certificateServerMayServe,
      broken("Certificate skywalking-elasticsearch", ({ spec }) => (spec.usages = ["server auth"])),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch mounts Certificate skywalking-elasticsearch, whose usages lack client auth",
  ]);
  expect(
    findingsIn(
      certificateServerMayServe,
      broken("Certificate skywalking-oap-receiver", ({ spec }) => (spec.usages = ["client auth"])),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap mounts Certificate skywalking-oap-receiver, whose usages lack server auth",
  ]);
});
