import { describe, expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { budgetLeavesRoom } from "./budget-leaves-room";

const oap = real("Deployment skywalking-oap", ({ spec }) => (spec.replicas = 3));
const having = (limits: object, others = [oap]) =>
  findingsOf(
    budgetLeavesRoom,
    real("PodDisruptionBudget skywalking-oap", ({ spec }) => {
      delete spec.maxUnavailable;
      Object.assign(spec, limits);
    }),
    { others },
  );
const none = (limit: string) => [
  `${limit}: it lets none of the 3 pods of Deployment skywalking-oap go`,
];

test("the real ones do", () => {
  expect(findingsIn(budgetLeavesRoom, platform())).toEqual([]);
});

describe.each([
  [{ maxUnavailable: 0 }, none("maxUnavailable is 0")],
  [{ maxUnavailable: "0%" }, none("maxUnavailable is 0%")],
  [{ maxUnavailable: "1%" }, []],
  [{ minAvailable: 3 }, none("minAvailable is 3")],
  [{ minAvailable: "67%" }, none("minAvailable is 67%")],
  [{}, none("maxUnavailable is not set")],
  [{ minAvailable: "66%" }, []],
  [{ minAvailable: 2 }, []],
])("%j", (limits, findings) => {
  test("rounds up", () => expect(having(limits)).toEqual(findings));
});

test("the least that an autoscaler leaves counts", () => {
  const autoscaler = {
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "oap", namespace: "tracing" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "skywalking-oap" }, minReplicas: 2 },
  };
  expect(having({ minAvailable: 2 }, [oap, autoscaler])).toEqual([
    "minAvailable is 2: it lets none of the 2 pods of Deployment skywalking-oap go",
  ]);
});
