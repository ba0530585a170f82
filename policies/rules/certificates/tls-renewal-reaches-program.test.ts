import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { tlsRenewalReachesProgram } from "./tls-renewal-reaches-program";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(tlsRenewalReachesProgram, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(tlsRenewalReachesProgram, tlsRenewalReachesProgram.bad)).toEqual([
    "Deployment oap: container oap reads Secret oap-tls once, and no annotation of its pods changes with it",
  ]);
  expect(findingsIn(tlsRenewalReachesProgram, tlsRenewalReachesProgram.good)).toEqual([]);
});
