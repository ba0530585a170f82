import { expect, test } from "vitest";
import { placed } from "./placement";

test("nothing is asked of the nodes when nothing is given", () => {
  expect(placed()).toEqual({});
  expect(placed({})).toEqual({});
});

test("labels, taints and priority go into the pod spec as they are", () => {
  const toleration = { key: "apm", operator: "Exists", effect: "NoSchedule" } as const;
  const placement = {
    nodeSelector: { apm: "skywalking" },
    tolerations: [toleration],
    priorityClassName: "tracing",
  };
  expect(placed(placement)).toEqual(placement);
  expect(placed({ nodeSelector: { apm: "skywalking" } })).toEqual({
    nodeSelector: { apm: "skywalking" },
  });
});
