import { expect, test } from "vitest";
import type { Manifest } from "./objects";
import { objectOf, stackOf } from "./stack";
import { UNKNOWN } from "./unknown";

const service = (name: Manifest, namespace = "tracing"): Manifest => ({
  kind: "Service",
  metadata: { name, namespace },
});
const deployment = (name: string, labels: Manifest): Manifest => ({
  kind: "Deployment",
  metadata: { name, namespace: "tracing" },
  spec: { template: { metadata: { labels }, spec: {} } },
});
const stackWith = (...manifests: Manifest[]) => stackOf(manifests.map((one) => objectOf(one)));

test("an object has a title, even before its name is known", () => {
  expect(objectOf(service("oap")).title).toBe("Service oap");
  expect(objectOf(service(UNKNOWN)).title).toBe("Service without a name");
  const pulumi = { urn: "", type: "", name: "oap", protect: false, dependencies: [] };
  expect(objectOf(service(UNKNOWN), pulumi).title).toBe("Service oap");
});

test("finds by kind, name and namespace", () => {
  const stack = stackWith(service("oap", "other"), service("oap"));
  expect(stack.find("Service", "oap", "tracing")).toBe(stack.objects[1]);
  expect(stack.find("Service", "oap")).toBe(stack.objects[0]);
  expect(stack.find("Service", "ui", "tracing")).toBeUndefined();
  expect(stack.ofKind("Service", "Secret")).toEqual(stack.objects);
});

test("finds what is known beside what is not, and decides nothing without", () => {
  const stack = stackWith(service(UNKNOWN), service("oap"));
  expect(stack.find("Service", "oap", "tracing")).toBe(stack.objects[1]);
  expect(() => stack.find("Service", "ui", "tracing")).toThrow("metadata.name is not known yet");
});

test("selects pods of one namespace, each with its owner", () => {
  const stack = stackWith(deployment("oap", { app: "oap" }), deployment("ui", { app: "ui" }));
  const selector = { matchLabels: { app: "oap" } };
  expect(stack.pods.map(({ of }) => of.title)).toEqual(["Deployment oap", "Deployment ui"]);
  expect(stack.selected(selector, "tracing").map(({ of }) => of.title)).toEqual(["Deployment oap"]);
  expect(stack.selected(selector, "other")).toEqual([]);
});

test("pods that are not known decide only where no other is found", () => {
  const unknown = { ...deployment("ui", {}), spec: UNKNOWN };
  const stack = stackWith(unknown, deployment("oap", { app: "oap" }));
  expect(stack.pods.map(({ of }) => of.title)).toEqual(["Deployment oap"]);
  expect(stack.selected({ matchLabels: { app: "oap" } }, "tracing")).toHaveLength(1);
  expect(() => stack.selected({ matchLabels: { app: "ui" } }, "tracing")).toThrow(
    "spec is not known yet",
  );
});
