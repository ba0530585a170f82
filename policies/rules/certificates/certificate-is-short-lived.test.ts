import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { certificateIsShortLived } from "./certificate-is-short-lived";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(certificateIsShortLived, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(certificateIsShortLived, certificateIsShortLived.bad)).toEqual([
    "Certificate oap: duration is 8760h; give 2400h or less",
    "Certificate oap: renewBefore is 720h; give a quarter of duration 8760h or more",
  ]);
  expect(findingsIn(certificateIsShortLived, certificateIsShortLived.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      certificateIsShortLived,
      broken("Certificate skywalking-oap-receiver", ({ spec }) => (spec.duration = "8760h")),
    ),
  ).toEqual([
    "Certificate skywalking-oap-receiver: duration is 8760h; give 2400h or less",
    "Certificate skywalking-oap-receiver: renewBefore is 720h; give a quarter of duration 8760h or more",
  ]);
  expect(
    findingsIn(
      certificateIsShortLived,
      broken("Certificate skywalking-oap-receiver", ({ spec }) => (spec.renewBefore = "1h")),
    ),
  ).toEqual([
    "Certificate skywalking-oap-receiver: renewBefore is 1h; give a quarter of duration 2160h or more",
  ]);
  expect(
    findingsIn(
      certificateIsShortLived,
      broken("Certificate skywalking-oap-receiver", ({ spec }) => (spec.renewBefore = "2160h")),
    ),
  ).toEqual(["Certificate skywalking-oap-receiver: renewBefore is 2160h, and duration only 2160h"]);
});
