import { expect, test } from "vitest";
import { containersOf } from "./container";

const pod = {
  metadata: { name: "oap-a", labels: { "app.kubernetes.io/instance": "oap" } },
  spec: {
    containers: [
      {
        name: "oap",
        resources: {
          requests: { cpu: "500m", memory: "1536Mi" },
          limits: { cpu: "2", memory: "2Gi" },
        },
      },
    ],
  },
  status: {
    conditions: [
      { type: "Initialized", status: "True", lastTransitionTime: "2026-11-21T10:00:01Z" },
      { type: "Ready", status: "True", lastTransitionTime: "2026-11-21T10:00:44Z" },
    ],
    containerStatuses: [
      {
        name: "oap",
        containerID: "containerd://0a1b2c",
        restartCount: 1,
        state: { running: { startedAt: "2026-11-21T10:00:03Z" } },
      },
    ],
  },
};

test("a container has what it asks for, and the time until its pod was ready", () => {
  expect(containersOf(pod)).toEqual([
    {
      pod: "oap-a",
      name: "oap",
      id: "0a1b2c",
      component: "oap",
      request: 1536,
      limit: 2048,
      cpu: "500m to 2",
      readySeconds: 41,
      restarts: 1,
    },
  ]);
});

test("one that has ended is none, and neither is one of a pod that is not ready", () => {
  const ended = [{ name: "oap", state: { terminated: { exitCode: 0 } } }];
  expect(containersOf({ ...pod, status: { ...pod.status, containerStatuses: ended } })).toEqual([]);
  expect(containersOf({ ...pod, status: { ...pod.status, conditions: [] } })).toEqual([]);
});

test("an amount of memory that components cannot write is refused", () => {
  const [container] = pod.spec.containers;
  const resources = { ...container?.resources, limits: { cpu: "2", memory: "2G" } };
  const spec = { containers: [{ ...container, resources }] };
  expect(() => containersOf({ ...pod, spec })).toThrow("2G is not an amount of memory");
});
