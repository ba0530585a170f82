import { expect, test } from "vitest";
import { deploymentWith } from "../examples";
import type { Manifest } from "../objects";
import { objectOf, stackOf } from "../stack";
import { isServed, servicesOf } from "./services";

const OAP = objectOf(deploymentWith({}));
const SELECTOR = { "app.kubernetes.io/name": "oap" };

const service = (name: string, spec: Manifest, namespace = "tracing") =>
  objectOf({ apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec });

test("a Service leads to pods of its namespace that its selector matches; without one, to none", () => {
  const stack = stackOf([
    OAP,
    service("one", { selector: SELECTOR }),
    service("elsewhere", { selector: SELECTOR }, "other"),
    service("others", { selector: { app: "other" } }),
    service("unselective", { selector: {} }),
    service("outside", { ports: [{ port: 11800 }] }),
  ]);
  expect(servicesOf(OAP, stack).map(({ title }) => title)).toEqual(["Service one"]);
});

test("a port is served by its number or by its name, not by the number of the Service", () => {
  const ports = [{ port: 80, targetPort: 11800 }, { port: 81, targetPort: "rest" }, { port: 9411 }];
  const stack = stackOf([OAP, service("oap", { selector: SELECTOR, ports })]);
  const served = (number: number, name?: string) => isServed({ number, name }, OAP, stack);
  expect([served(11800), served(9411), served(12800, "rest")]).toEqual([true, true, true]);
  expect([served(80), served(12800), served(12800, "http")]).toEqual([false, false, false]);
});
