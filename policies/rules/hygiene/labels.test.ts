import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { recommendedLabels } from "./labels";

test("finds what is missing, on the object and on its pods", () => {
  expect(findingsIn(recommendedLabels, platform())).toEqual([]);
  const broken = real("Deployment skywalking-oap", ({ metadata, spec }) => {
    delete metadata.labels["app.kubernetes.io/part-of"];
    spec.template.metadata.labels = { app: "oap" };
  });
  expect(findingsOf(recommendedLabels, broken)).toEqual([
    "it has no label app.kubernetes.io/part-of",
    "its pods have no label app.kubernetes.io/name, app.kubernetes.io/instance, app.kubernetes.io/part-of",
  ]);
});
