import { expect, test } from "vitest";
import { deploymentWith } from "../examples";
import { objectOf, stackOf } from "../stack";
import { autoscalerTarget, largestScale } from "./scale";

const DEPLOYMENT = objectOf(deploymentWith({ replicas: 2 }));
const AUTOSCALER = objectOf({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "oap", namespace: "tracing" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "oap" },
    maxReplicas: 5,
  },
});

test("the autoscaler decides how many there may be, else what is written", () => {
  expect(largestScale(DEPLOYMENT, stackOf([DEPLOYMENT]))).toBe(2);
  expect(largestScale(DEPLOYMENT, stackOf([DEPLOYMENT, AUTOSCALER]))).toBe(5);
});

test("an autoscaler has a target, and nothing else has", () => {
  const stack = stackOf([DEPLOYMENT, AUTOSCALER]);
  expect(autoscalerTarget(AUTOSCALER, stack)).toBe(DEPLOYMENT);
  expect(autoscalerTarget(DEPLOYMENT, stack)).toBeUndefined();
});
