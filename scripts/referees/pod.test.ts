import { expect, test } from "vitest";
import { podOf } from "./pod";

const metadata = { name: "es", namespace: "uat" };
const template = {
  metadata: { labels: { app: "es" } },
  spec: { containers: [{ name: "es" }], volumes: [{ name: "tmp", emptyDir: {} }] },
};
const claims = [{ metadata: { name: "data" }, spec: { storageClassName: "fast" } }];

test("the pod of a StatefulSet mounts its claims", () => {
  const spec = { template, volumeClaimTemplates: claims };
  expect(podOf({ apiVersion: "apps/v1", kind: "StatefulSet", metadata, spec })).toEqual({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "es", namespace: "uat", labels: { app: "es" } },
    spec: {
      containers: [{ name: "es" }],
      volumes: [
        { name: "tmp", emptyDir: {} },
        { name: "data", persistentVolumeClaim: { claimName: "data-es" } },
      ],
    },
  });
});

test("a CronJob makes pods through its job", () => {
  const spec = { jobTemplate: { spec: { template } } };
  expect(podOf({ apiVersion: "batch/v1", kind: "CronJob", metadata, spec })?.["spec"]).toEqual(
    template.spec,
  );
});

test("other objects make no pods of their own", () => {
  const spec = { template };
  expect(podOf({ apiVersion: "v1", kind: "PodTemplate", metadata, spec })).toBeUndefined();
});
