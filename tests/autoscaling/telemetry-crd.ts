/**
 * What Istio's API says of a Telemetry object, as far as ours may have it: what is not here is dropped by the API
 * server, and what does not fit is refused.
 * @see https://github.com/istio/api/blob/1.28.0/kubernetes/customresourcedefinitions.gen.yaml
 */

const text = { type: "string" } as const;
const name = { type: "string", minLength: 1, maxLength: 253 } as const;

const list = (items: object) => ({ type: "array", items }) as const;
const map = (properties: Record<string, object>, required: readonly string[] = []) => ({
  type: "object",
  properties,
  ...(required.length === 0 ? {} : { required }),
});

const providers = list(map({ name: { type: "string", minLength: 1 } }, ["name"]));

const spec = {
  ...map({
    selector: map({
      matchLabels: {
        type: "object",
        maxProperties: 4096,
        additionalProperties: { type: "string", maxLength: 63 },
      },
    }),
    targetRefs: {
      ...list(
        map(
          {
            group: { type: "string", maxLength: 253 },
            kind: { type: "string", minLength: 1, maxLength: 63 },
            name,
            namespace: text,
          },
          ["kind", "name"],
        ),
      ),
      maxItems: 16,
    },
    accessLogging: list(
      map({
        disabled: { type: "boolean", nullable: true },
        filter: map({ expression: text }),
        match: map({ mode: { ...text, enum: ["CLIENT_AND_SERVER", "CLIENT", "SERVER"] } }),
        providers,
      }),
    ),
    tracing: list(
      map({
        disableSpanReporting: { type: "boolean", nullable: true },
        randomSamplingPercentage: {
          ...{ type: "number", format: "double", nullable: true },
          ...{ minimum: 0, maximum: 100 },
        },
        providers,
      }),
    ),
  }),
  "x-kubernetes-validations": [
    {
      rule: "(has(self.selector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1",
      message: "only one of targetRefs or selector can be set",
    },
  ],
};

export const TELEMETRY_CRD = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "telemetries.telemetry.istio.io" },
  spec: {
    group: "telemetry.istio.io",
    scope: "Namespaced",
    names: {
      kind: "Telemetry",
      listKind: "TelemetryList",
      plural: "telemetries",
      singular: "telemetry",
    },
    versions: [
      {
        ...{ name: "v1", served: true, storage: true },
        schema: { openAPIV3Schema: map({ spec }) },
      },
    ],
  },
};
