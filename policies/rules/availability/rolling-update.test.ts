import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { rollingUpdate } from "./rolling-update";

test("finds the others", () => {
  expect(findingsIn(rollingUpdate, platform())).toEqual([]);
  const oap = real(
    "Deployment skywalking-oap",
    ({ spec }) => (spec.strategy = { type: "Recreate" }),
  );
  expect(findingsOf(rollingUpdate, oap)).toEqual(["the type of its strategy is Recreate"]);
  const nodes = real("StatefulSet skywalking-elasticsearch", ({ spec }) => {
    spec.updateStrategy = { type: "OnDelete" };
  });
  expect(findingsOf(rollingUpdate, nodes)).toEqual(["the type of its strategy is OnDelete"]);
});

test("a volume of its own leaves no choice", () => {
  const bound = real("Deployment skywalking-ui", ({ spec }) => {
    spec.strategy = { type: "Recreate" };
    spec.template.spec.volumes.push({ name: "d", persistentVolumeClaim: { claimName: "d" } });
  });
  expect(findingsOf(rollingUpdate, bound)).toEqual([]);
});
