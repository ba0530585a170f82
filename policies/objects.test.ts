import { describe, expect, test } from "vitest";
import { containersIn, podsIn, selects } from "./objects";
import { objectOf } from "./stack";

const template = { metadata: { labels: { app: "oap" } }, spec: { containers: [{ name: "oap" }] } };

describe.each([
  ["Pod", { kind: "Pod", ...template }, "stays", 1],
  ["Pod that ends", { kind: "Pod", spec: { restartPolicy: "Never" } }, "ends", 1],
  ["PodTemplate", { kind: "PodTemplate", template }, "stays", 1],
  ["Deployment", { kind: "Deployment", spec: { replicas: 3, template } }, "stays", 3],
  ["StatefulSet", { kind: "StatefulSet", spec: { template } }, "stays", 1],
  ["DaemonSet", { kind: "DaemonSet", spec: { template } }, "stays", 1],
  ["ReplicaSet", { kind: "ReplicaSet", spec: { replicas: 0, template } }, "stays", 0],
  ["Job", { kind: "Job", spec: { template } }, "ends", 1],
  ["CronJob", { kind: "CronJob", spec: { jobTemplate: { spec: { template } } } }, "ends", 1],
] as const)("%s", (...[, manifest, kind, replicas]) => {
  test("makes a pod", () => {
    expect(podsIn(manifest).map((pod) => [pod.kind, pod.replicas, pod.isOperated])).toEqual([
      [kind, replicas, false],
    ]);
  });
});

test("an operator completes the pods that are written for it", () => {
  const manifest = {
    kind: "Elasticsearch",
    spec: { nodeSets: [{ count: 3, podTemplate: template }, {}] },
  };
  expect(podsIn(manifest).map(({ isOperated, replicas }) => [isOperated, replicas])).toEqual([
    [true, 3],
    [true, 1],
  ]);
});

test("other kinds make none", () => {
  expect(podsIn({ kind: "Service", spec: { template } })).toEqual([]);
});

test("tells containers by when they run", () => {
  const spec = {
    initContainers: [{ name: "wait" }, { name: "proxy", restartPolicy: "Always" }],
    containers: [{ name: "oap" }],
    ephemeralContainers: [{ name: "debug" }],
  };
  const object = objectOf({ kind: "Pod", metadata: { name: "p" }, spec });
  expect(containersIn(object).map(({ role, title }) => [role, title])).toEqual([
    ["init", "init container wait"],
    ["sidecar", "sidecar proxy"],
    ["main", "container oap"],
    ["ephemeral", "ephemeral container debug"],
  ]);
});

describe.each([
  [{}, true],
  [undefined, true],
  [{ matchLabels: { app: "oap" } }, true],
  [{ matchLabels: { app: "ui" } }, false],
  [{ matchLabels: { app: "oap", more: "x" } }, false],
  [{ matchExpressions: [{ key: "app", operator: "In", values: ["ui", "oap"] }] }, true],
  [{ matchExpressions: [{ key: "app", operator: "NotIn", values: ["oap"] }] }, false],
  [{ matchExpressions: [{ key: "none", operator: "NotIn", values: ["x"] }] }, true],
  [{ matchExpressions: [{ key: "app", operator: "Exists" }] }, true],
  [{ matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }, false],
  [{ matchExpressions: [{ key: "app", operator: "Gt", values: ["1"] }] }, false],
])("selector %j", (selector, expected) => {
  test(expected ? "matches" : "does not", () => {
    expect(selects(selector, { app: "oap" })).toBe(expected);
  });
});
