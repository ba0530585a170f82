import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OapMetric, oapMetric, oapNameCheck } from "./oap-metric";

const labelsOf = (service: string) => oapMetric("service_cpm", { service }).selector.matchLabels;

/** What the adapter makes of labels: `extractValue` in adapter/pkg/provider/provider.go, 0.10.0. */
function read({ selector }: OapMetric, key: string): string {
  const parts: Buffer[] = [];
  for (const [label, value] of Object.entries(selector.matchLabels)) {
    const [name, kind, index] = label.split(".");
    if (name !== key) continue;
    if (kind === undefined) return value;
    parts[Number(index)] = Buffer.from(value, kind === "byte" ? "hex" : "utf8");
  }
  return Buffer.concat(parts).toString();
}

test("a metric is asked for by its prefix and its name", () => {
  expect(oapMetric("satellite_service_grpc_connect_count", { service: "satellite" })).toEqual({
    name: "skywalking.apache.org|satellite_service_grpc_connect_count",
    selector: { matchLabels: { service: "satellite" } },
  });
  expect(oapMetric("service_cpm", { service: "a" }, "b").name).toBe("b|service_cpm");
});

test.each<[string, Record<string, string>]>([
  ["satellite-service", { service: "satellite-service" }],
  ["a.b_c-d", { service: "a.b_c-d" }],
  [
    "satellite::satellite-service",
    {
      "service.str.0": "satellite",
      "service.byte.1": "3a3a",
      "service.str.2": "satellite-service",
    },
  ],
  ["-a-", { "service.byte.0": "2d", "service.str.1": "a", "service.byte.2": "2d" }],
  ["é", { "service.byte.0": "c3a9" }],
  ["a".repeat(64), { "service.str.0": "a".repeat(63), "service.str.1": "a" }],
  ["|".repeat(32), { "service.byte.0": "7c".repeat(31), "service.byte.1": "7c" }],
])("%j is spelt in labels", (service, labels) => {
  expect(labelsOf(service)).toEqual(labels);
});

test("each part of an entity has labels of its own", () => {
  const entity = { service: "a", instance: "b@c", endpoint: "/d", label: "p99" };
  expect(oapMetric("x", entity).selector.matchLabels).toEqual({
    service: "a",
    "instance.str.0": "b",
    "instance.byte.1": "40",
    "instance.str.2": "c",
    "endpoint.byte.0": "2f",
    "endpoint.str.1": "d",
    label: "p99",
  });
});

describe("for any name", () => {
  const names = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.string({
      unit: fc.constantFrom(..."a Z 0 - _ . : | / é 漢".split(" ")),
      minLength: 1,
      maxLength: 200,
    }),
  );

  test("the adapter reads what was meant", () => {
    fc.assert(
      fc.property(names, names, (service, instance) => {
        const metric = oapMetric("x", { service, instance });
        expect(read(metric, "service")).toBe(service);
        expect(read(metric, "instance")).toBe(instance);
      }),
    );
  });

  test("labels are ones that Kubernetes takes", () => {
    fc.assert(
      fc.property(names, (service) => {
        for (const [label, value] of Object.entries(labelsOf(service))) {
          expect(label).toMatch(/^service(\.(str|byte)\.[0-9]{1,3})?$/);
          expect(value).toMatch(/^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/);
        }
      }),
    );
  });

  test("there are never more parts than the adapter counts, or the name is refused", () => {
    fc.assert(
      fc.property(names, (service) => {
        const isRead = Object.keys(labelsOf(service)).length <= 128;
        expect(oapNameCheck("service", service) === true).toBe(isRead);
      }),
    );
  });
});

test("a name that the adapter cannot be asked for is refused", () => {
  expect(oapNameCheck("service", "a".repeat(128 * 63))).toBe(true);
  expect(oapNameCheck("service", "")).toEqual({ field: "service", got: "", want: "a name" });
  expect(oapNameCheck("service", "a:".repeat(65))).toEqual({
    field: "service",
    got: "a name of 130 parts",
    want: "a shorter name, or one with fewer changes between plain and other characters",
  });
});
