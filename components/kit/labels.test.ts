import { expect, test } from "vitest";
import { labelsFor } from "./labels";

test("labels are the recommended set; the selector leaves out what an upgrade changes", () => {
  expect(labelsFor("skywalking-oap", "oap", "10.4.0")).toEqual({
    selector: {
      "app.kubernetes.io/name": "skywalking-oap",
      "app.kubernetes.io/instance": "oap",
    },
    labels: {
      "app.kubernetes.io/name": "skywalking-oap",
      "app.kubernetes.io/instance": "oap",
      "app.kubernetes.io/version": "10.4.0",
      "app.kubernetes.io/part-of": "kube-tracing",
      "app.kubernetes.io/managed-by": "pulumi",
    },
  });
});

test("an upgrade does not change the selector", () => {
  const before = labelsFor("skywalking-oap", "oap", "10.3.0");
  expect(labelsFor("skywalking-oap", "oap", "10.4.0").selector).toEqual(before.selector);
});
