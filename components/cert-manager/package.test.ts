import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CertManager } from "../cert-manager";

/** Everything that is registered, components of other providers as well. */
const registered: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      registered.push(args);
      return { id: args.name, state: args.inputs };
    },
    call: () => ({}),
  });
  const shared = { namespace: "cert-manager", version: "1.21.2" } as const;
  new CertManager("packed", { mode: "package", ...shared });
  new CertManager("rendered", { mode: "chart", ...shared, chart: "oci://mirror/cert-manager" });
  await pulumi.runtime.disconnect();
});
afterAll(() => pulumi.runtime.disconnect());

const inputsOf = (type: string) =>
  registered.filter((one) => one.type === type).map((one) => one.inputs);

test("the package is asked by its name, with everything in the options of its release", () => {
  const [{ helmOptions }] = inputsOf("kubernetes-cert-manager:index:CertManager");
  expect([helmOptions.name, helmOptions.namespace, helmOptions.chart, helmOptions.version]).toEqual(
    ["cert-manager", "cert-manager", "oci://quay.io/jetstack/charts/cert-manager", "v1.21.2"],
  );
  expect(helmOptions.values.startupapicheck.enabled).toBe(true);
});

test("the chart is rendered from where it is, and its hook becomes a Job", () => {
  const [chart] = inputsOf("kubernetes:helm.sh/v4:Chart");
  expect([chart.name, chart.chart, chart.version]).toEqual([
    "cert-manager",
    "oci://mirror/cert-manager",
    "v1.21.2",
  ]);
  expect(chart.values.startupapicheck.enabled).toBe(false);
  expect(inputsOf("kubernetes:batch/v1:Job")).toHaveLength(1);
});
