import { expect, test } from "vitest";
import { sizeIn } from "./oap-watch";

test.each([
  ["cluster_size 3.0\n", 3],
  ['# TYPE cluster_size gauge\ncluster_size{sw_backend_instance="a",} 1.0\nother 5\n', 1],
])("the size of the cluster is read from %j", (metrics, size) => {
  expect(sizeIn(metrics)).toBe(size);
});

test("an OAP that has not asked its coordinator yet has no size", () => {
  expect(() => sizeIn("jvm_threads 5\n")).toThrow("it does not tell cluster_size on port 1234");
});
