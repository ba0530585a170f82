import type { Problem } from "./refusal";

/** A metric of OAP, as the external metrics API calls it. */
export interface OapMetric {
  /** `<prefix>|<metric>`, such as `skywalking.apache.org|service_cpm`. */
  name: string;
  /** Which service, instance, endpoint or label it is of. */
  selector: { matchLabels: Record<string, string> };
}

/** What a metric is of. Without an instance and an endpoint it is of the whole service. */
export interface OapEntity {
  service: string;
  instance?: string;
  endpoint?: string;
  /** Which value of a metric with several. */
  label?: string;
}

/** Begins the name of every metric that the adapter offers, unless it is told another. */
export const METRIC_PREFIX = "skywalking.apache.org";

/**
 * How an autoscaler asks for a metric of OAP.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/docs/custom-metrics-adapter.md
 */
export function oapMetric(metric: string, entity: OapEntity, prefix = METRIC_PREFIX): OapMetric {
  const matchLabels = Object.fromEntries(
    Object.entries(entity).flatMap(([key, name]: [string, string]) => labelsOf(key, name)),
  );
  return { name: `${prefix}|${metric}`, selector: { matchLabels } };
}

/** Checks for `refuse`: what the adapter cannot be asked for. */
export function oapNameCheck(field: string, name: string): true | Problem {
  if (name === "") return { field, got: name, want: "a name" };
  const parts = partsOf(name).length;
  const want = "a shorter name, or one with fewer changes between plain and other characters";
  return parts <= MOST_PARTS || { field, got: `a name of ${parts} parts`, want };
}

/** The adapter counts parts with eight bits and a sign. */
const MOST_PARTS = 128;

/** A label value is 63 characters at most; two of them stand for a byte. */
const MOST_BYTES = 31;

/** What fits a label value, as long as it can be; or what does not, in between. */
const RUNS = /[A-Za-z0-9](?:[-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?|[^A-Za-z0-9]+/g;

/**
 * `service: satellite`, or, where a label value cannot hold the name, its parts in order: as they
 * are, and in hexadecimal what must not stand in a label value.
 */
function labelsOf(key: string, name: string): [string, string][] {
  const parts = partsOf(name);
  const [first, ...others] = parts;
  if (first?.kind === "str" && others.length === 0) return [[key, first.value]];
  return parts.map(({ kind, value }, index) => [`${key}.${kind}.${index}`, value]);
}

interface Part {
  kind: "str" | "byte";
  value: string;
}

function partsOf(name: string): Part[] {
  return (name.match(RUNS) ?? []).flatMap((run): Part[] => {
    if (/^[A-Za-z0-9]/.test(run)) return [{ kind: "str", value: run }];
    const bytes = Buffer.from(run);
    const count = Math.ceil(bytes.length / MOST_BYTES);
    return Array.from({ length: count }, (_, index) => {
      const chunk = bytes.subarray(index * MOST_BYTES, (index + 1) * MOST_BYTES);
      return { kind: "byte", value: chunk.toString("hex") };
    });
  });
}
