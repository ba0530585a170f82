import { type Problem, valueAt, wrong } from "./problems";
import { ACCESS_RULES } from "./rules/access";
import { ELASTICSEARCH_RULES } from "./rules/elasticsearch";
import { JAEGER_RULES } from "./rules/jaeger";
import { MESH_RULES } from "./rules/mesh";
import { OAP_RULES } from "./rules/oap";
import type { At } from "./rules/rule";
import { SATELLITE_RULES } from "./rules/satellite";
import { SELF_OBSERVABILITY_RULES } from "./rules/self-observability";
import { SIZE_RULES } from "./rules/sizes";

const RULES = [
  ...SIZE_RULES,
  ...OAP_RULES,
  ...ELASTICSEARCH_RULES,
  ...ACCESS_RULES,
  ...SATELLITE_RULES,
  ...SELF_OBSERVABILITY_RULES,
  ...MESH_RULES,
  ...JAEGER_RULES,
];

/**
 * What is right value by value and impossible together. Each rule reads just the values it needs, so
 * that it speaks up although something else is wrong.
 */
export function contradictions(platform: unknown): Problem[] {
  const given = (path: string) => valueAt(platform, path.split("."));
  const at: At = (path, schema) => schema.safeParse(given(path)).data;
  return RULES.flatMap((rule) => rule(at)).map(({ path, want }) => ({
    path: `platform.${path}`,
    text: wrong(given(path), want),
  }));
}
