import { expect, test } from "vitest";
import { findingsOf } from "../../testing";
import { autoscalerHasRoom } from "./autoscaler-has-room";

const having = (spec: object) =>
  findingsOf(autoscalerHasRoom, { ...autoscalerHasRoom.good[0], spec });

test("finds what never scales, and one pod", () => {
  expect(having({ minReplicas: 2, maxReplicas: 3 })).toEqual([]);
  expect(having({ maxReplicas: 3 })).toEqual(["minReplicas is 1; give 2 or more"]);
  expect(having({ minReplicas: 3, maxReplicas: 3 })).toEqual([
    "minReplicas is 3, and maxReplicas 3: it never scales",
  ]);
});
