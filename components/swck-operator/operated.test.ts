import { describe, expect, test } from "vitest";
import { operated } from "./operated";

const OAP = { kind: "OAPServer", name: "oap", namespace: "tracing" } as const;
const labelled = (value: string) => ({
  version: "10.4.0",
  config: [{ name: "SW_CLUSTER_K8S_LABEL", value }],
});

test("an object carries an annotation, also beside others", () => {
  const spec = { version: "10.4.0", instances: 1 };
  expect(operated({ ...OAP, spec })).toEqual({
    apiVersion: "operator.skywalking.apache.org/v1alpha1",
    kind: "OAPServer",
    metadata: {
      name: "oap",
      namespace: "tracing",
      annotations: { "kube-tracing.io/written-by": "pulumi" },
    },
    spec,
  });
  const { annotations } = operated({ ...OAP, annotations: { a: "b" }, spec }).metadata;
  expect(annotations).toEqual({ "kube-tracing.io/written-by": "pulumi", a: "b" });
});

test.each(["app=oap", "app=oap,release=a"])("OAP reads %s", (selector) => {
  expect(operated({ ...OAP, spec: labelled(selector) }).spec).toEqual(labelled(selector));
});

describe("what would be taken wrong is refused", () => {
  test.each(["app!=oap", "app in (oap)", "app=oap,", "app"])("%s", (selector) => {
    expect(() => operated({ ...OAP, spec: labelled(selector) })).toThrow(
      `OAPServer "oap": spec.config.SW_CLUSTER_K8S_LABEL is "${selector}"; give pairs such as ` +
        "app=oap,release=a: OAP leaves out what it cannot read, and finds other pods.",
    );
  });

  test.each(["", "latest"])("version %j", (version) => {
    expect(() => operated({ ...OAP, spec: { version } })).toThrow(
      `OAPServer "oap": spec.version is "${version}"; ` +
        "give a version: without one the operator takes the latest.",
    );
  });
});
