import { z } from "zod";

/*
 * Building blocks of the schema. `error` is what to give instead, in plain words: it ends the
 * sentence `is "2GB"; give …`.
 */

/** A key that may be left out; `null` and an empty value are refused. */
export const optional = z.exactOptional;

/** Any text but the empty one. */
export const text = z.string({ error: "a text" }).min(1);

/** A whole number within bounds. */
export function count(min: number, max = Number.MAX_SAFE_INTEGER) {
  const upTo = max === Number.MAX_SAFE_INTEGER ? `, ${min} or more` : ` from ${min} to ${max}`;
  return z
    .int({ error: `a whole number${upTo}` })
    .min(min)
    .max(max);
}

export const memory = z
  .templateLiteral([z.number(), z.enum(["Mi", "Gi"])], {
    error: "a quantity such as 512Mi or 2Gi",
  })
  .refine((quantity) => Number.parseFloat(quantity) > 0)
  .meta({ title: "memory" });

export const disk = z
  .templateLiteral([z.number(), z.enum(["Gi", "Ti"])], { error: "a size such as 20Gi or 1Ti" })
  .refine((size) => Number.parseFloat(size) > 0)
  .meta({ title: "disk" });

/** Cores as text or number: `500m`, `"2"`, `1.5`. */
export const cpu = z
  .union(
    [
      z.templateLiteral([z.number(), "m"]),
      z.templateLiteral([z.number()]),
      z.number().transform((cores): `${number}` => `${cores}`),
    ],
    { error: "a quantity such as 500m or 2" },
  )
  .refine((quantity) => Number.parseFloat(quantity) > 0)
  .meta({ title: "cpu" });

const amounts = z.strictObject({
  cpu: cpu.describe("CPU, such as 500m or 2."),
  memory: memory.describe("Memory, such as 512Mi or 2Gi."),
});

export const resources = z
  .strictObject({
    requests: amounts.describe("What the scheduler keeps free for the container."),
    limits: amounts.describe("What the container may use at most."),
  })
  .meta({ id: "Resources" });

/** Name of a Kubernetes object: a DNS label or subdomain. */
export const objectName = z
  .string({ error: "a name of lower-case letters, digits, - and ." })
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);

/** Name of a namespace: a DNS label. */
export const namespaceName = z
  .string({ error: "a name of lower-case letters, digits and -, 63 at most" })
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);

export const hostName = z
  .string({ error: "a host name such as tracing.example.com" })
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);

/** `host:port`, taken apart. */
export const address = z
  .string({ error: "host:port, such as es.example.com:9200" })
  .regex(/^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]):[1-9][0-9]{0,4}$/)
  .refine((given) => portOf(given) <= 65535)
  .transform((given) => ({
    host: given.slice(0, given.lastIndexOf(":")),
    port: portOf(given),
  }))
  .meta({ title: "host:port" });

function portOf(given: string): number {
  return Number(given.slice(given.lastIndexOf(":") + 1));
}

/** Map of texts; numbers and booleans must be quoted, as Kubernetes wants them. */
export const texts = z.record(text, z.string({ error: "a text; quote numbers and true or false" }));

export const scale = z
  .discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("fixed"), replicas: count(1).describe("Number of pods.") })
      .describe("Always this many pods."),
    z
      .strictObject({
        kind: z.literal("auto"),
        min: count(1).describe("Least number of pods."),
        max: count(2).describe("Largest number of pods."),
        cpuPercent: count(1, 100).describe("Average use of the CPU request that is aimed at."),
      })
      .describe("As many pods as the load needs."),
  ])
  .meta({ id: "Scale" });
