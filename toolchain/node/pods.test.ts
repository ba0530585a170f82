import { expect, test } from "vitest";
import { forgottenPods } from "./pods";

const STARTED = Date.parse("2026-03-01T12:00:00.700Z");

const pod = (name: string, ...since: (string | undefined)[]) => ({
  metadata: { namespace: "try", name },
  status: {
    containerStatuses: since.map((startedAt) => ({
      state: startedAt === undefined ? { waiting: {} } : { running: { startedAt } },
    })),
  },
});

test("a container that is said to run since before the node started was forgotten", () => {
  const pods = [
    pod("old", "2026-03-01T11:59:59Z"),
    pod("half", "2026-03-01T12:00:05Z", "2026-03-01T11:00:00Z"),
    pod("new", "2026-03-01T12:00:00Z"),
    pod("waits", undefined),
    { metadata: { namespace: "try", name: "unborn" } },
  ];
  expect(forgottenPods({ items: pods }, STARTED)).toBe("not looked after yet: try/old, try/half");
});

test("an init container that goes on counts too", () => {
  const sidecar = {
    metadata: { namespace: "try", name: "one" },
    status: {
      initContainerStatuses: [{ state: { running: { startedAt: "2026-03-01T11:00:00Z" } } }],
    },
  };
  expect(forgottenPods({ items: [sidecar] }, STARTED)).toBe("not looked after yet: try/one");
});

test("without such a pod there is nothing to tell", () => {
  expect(forgottenPods({ items: [pod("new", "2026-03-01T12:00:01Z")] }, STARTED)).toBeUndefined();
});
