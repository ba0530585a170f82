import { expect, test } from "vitest";
import type { MeasuredContainer } from "./measure";
import { podsSummary } from "./summary";

const store: MeasuredContainer = {
  pod: "es-0",
  name: "elasticsearch",
  id: "0a",
  component: "es",
  request: 2048,
  limit: 2048,
  cpu: "500m to 2",
  readySeconds: 21,
  restarts: 0,
  idle: { mebibytes: 1270.2, millicores: 20.1 },
  loaded: { mebibytes: 1291, millicores: 198.1 },
};
const gateway: MeasuredContainer = {
  pod: "gateway-a",
  name: "nginx",
  id: "0b",
  component: "gateway",
  request: 16,
  limit: 256,
  cpu: "250m to 2",
  readySeconds: 1,
  restarts: 0,
  idle: { mebibytes: 7.9, millicores: 0.1 },
  loaded: { mebibytes: 7.6, millicores: 2.2 },
};

test("tells what each container takes beside what it asks for", () => {
  const { text, passed } = podsSummary({ containers: [store, gateway], requests: 300 });
  expect(text).toBe(
    [
      "CONTAINER         READY s  MiB: IDLE  LOADED  REQUEST  LIMIT  CPU m: IDLE  LOADED  DEFAULT",
      "es elasticsearch       21       1270    1291     2048   2048           20     198  500m to 2",
      "gateway nginx           1          8       8       16    256            0       2  250m to 2",
      "loaded is with 300 requests to the demo, five a second",
      "goal for default memory: a request of one to three times what is used idle, " +
        "a limit of no less than what is used loaded: holds",
    ].join("\n"),
  );
  expect(passed).toBe(true);
});

test.each<[string, Partial<MeasuredContainer>]>([
  ["the request is more than three times what it uses idle", { request: 24 }],
  ["the request is less than it uses idle", { request: 7 }],
  ["the limit is less than it uses loaded", { limit: 7 }],
  ["it was started again, so its limit or its probes do not fit", { restarts: 1 }],
])("misses its goal because %s", (why, change) => {
  const containers = [store, { ...gateway, ...change }];
  const { text, passed } = podsSummary({ containers, requests: 300 });
  expect(text.split("\n").slice(-2)).toEqual([
    "goal for default memory: a request of one to three times what is used idle, " +
      "a limit of no less than what is used loaded: MISSED",
    `  gateway: ${why}`,
  ]);
  expect(passed).toBe(false);
});

test("a machine that cannot run pods misses nothing, and says why", () => {
  const obstacles = ["it needs root: run the command with sudo", "mount missing"];
  expect(podsSummary({ obstacles })).toEqual({
    text: "Pods are left out: it needs root: run the command with sudo; mount missing.",
    passed: true,
  });
});
