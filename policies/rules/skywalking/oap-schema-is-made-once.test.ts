import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapSchemaIsMadeOnce } from "./oap-schema-is-made-once";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapSchemaIsMadeOnce, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapSchemaIsMadeOnce, oapSchemaIsMadeOnce.bad)).toEqual([
    "Deployment oap: container oap waits for a schema, and no Job with -Dmode=init makes it in its storage",
  ]);
  expect(findingsIn(oapSchemaIsMadeOnce, oapSchemaIsMadeOnce.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapSchemaIsMadeOnce,
      broken("Job skywalking-oap-init-3b864bed", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE_ES_CLUSTER_NODES").value =
          "other.tracing.svc:9200";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap waits for a schema, and no Job with -Dmode=init makes it in its storage",
  ]);
  expect(
    findingsIn(
      oapSchemaIsMadeOnce,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "JAVA_OPTS").value = "-Xms3072m -Xmx3072m";
      }),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: JAVA_OPTS has no -Dmode=no-init"]);
  expect(
    findingsIn(
      oapSchemaIsMadeOnce,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "JAVA_OPTS").value =
          "-Dmode=init -Xms3072m -Xmx3072m";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: JAVA_OPTS has -Dmode=init, which ends at once; give -Dmode=no-init",
  ]);
});
