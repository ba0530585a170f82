import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { noNakedPod } from "./no-naked-pod";

test("finds a pod without an owner", () => {
  expect(findingsIn(noNakedPod, platform())).toEqual([]);
  const { metadata, spec } = real("Deployment skywalking-oap").spec.template;
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, name: "oap" }, spec };
  expect(findingsOf(noNakedPod, pod)).toEqual(["it has no owner that replaces it"]);
  const owned = { ...pod, metadata: { ...pod.metadata, ownerReferences: [{ kind: "Job" }] } };
  expect(findingsOf(noNakedPod, owned)).toEqual([]);
});
