import { expect, test } from "vitest";
import type { MeasuredAgent } from "./measure";
import { agentsSummary } from "./summary";

const agent: MeasuredAgent = {
  name: "on each node",
  request: 96,
  limit: 384,
  idle: 78,
  loaded: 110,
  full: 290,
  held: 102_400,
};
const goal =
  "goal for the memory of agents: a request of one to three times what is used idle, " +
  "a limit of no less than what is used with a full queue: ";

test("tells what each agent takes beside what it asks for", () => {
  const { text, passed } = agentsSummary({ agents: [agent], perSecond: 1000 });
  expect(text).toBe(
    [
      "AGENT         MiB: IDLE  LOADED  QUEUE FULL  REQUEST  LIMIT  SPANS IN THE QUEUE",
      "on each node         78     110         290       96    384              102400",
      "loaded is with 1000 spans a second, each of a dozen attributes",
      `${goal}holds`,
    ].join("\n"),
  );
  expect(passed).toBe(true);
});

test.each<[string, Partial<MeasuredAgent>]>([
  ["the request is more than three times what it uses idle", { request: 235 }],
  ["the request is less than it uses idle", { request: 77 }],
  ["the limit is less than it uses with a full queue", { limit: 289 }],
])("misses its goal because %s", (why, change) => {
  const { text, passed } = agentsSummary({ agents: [{ ...agent, ...change }], perSecond: 1000 });
  expect(text.split("\n").slice(-2)).toEqual([`${goal}MISSED`, `  on each node: ${why}`]);
  expect(passed).toBe(false);
});
