import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real, realPod } from "../../testing";
import { fitsNamespace } from "./fits-namespace";

const namespace = real("Namespace tracing");

test("the real pods fit", () => {
  expect(findingsIn(fitsNamespace, platform())).toEqual([]);
});

test("finds what the namespace will refuse", () => {
  const broken = realPod((pod, { ports, securityContext }) => {
    ports[0].hostPort = 11800;
    securityContext.runAsNonRoot = false;
    pod.volumes.push({ name: "data", nfs: {} });
  });
  expect(findingsOf(fitsNamespace, broken, { others: [namespace] })).toEqual([
    "namespace tracing is restricted, and container oap takes port 11800 of the node",
    "namespace tracing is restricted, and container oap may run as root",
    "namespace tracing is restricted, and volume data is of type nfs",
  ]);
  const labels = { "pod-security.kubernetes.io/enforce": "baseline" };
  const baseline = { ...namespace, metadata: { name: "tracing", labels } };
  expect(findingsOf(fitsNamespace, broken, { others: [baseline] })).toEqual([
    "namespace tracing is baseline, and container oap takes port 11800 of the node",
  ]);
  expect(findingsOf(fitsNamespace, broken)).toEqual([]);
});
