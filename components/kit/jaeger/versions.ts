import type { Problem } from "../refusal";
import { isAtLeast, isVersion } from "../version";

/** Jaeger 2 is an OpenTelemetry Collector; Jaeger 1 ended in 2025 and is for those who still run it. */
export type JaegerGeneration = "v2" | "v1";

/** Releases of Jaeger 2 whose configuration is known key by key. */
export const JAEGER_VERSIONS = ["2.13.0", "2.20.0"] as const;

/** The oldest and the newest release of Jaeger 1 that is rendered for; 1.76 was its last. */
const V1 = { oldest: "1.62.0", newest: "1.76.0" } as const;

/** Whether indices say by `rotation` how they follow each other, and not by flags. */
export function rotates(version: string): boolean {
  return isAtLeast(version, "2.20.0");
}

/** Refuses a version that the generation has not. */
export function versionCheck(version: string, generation: JaegerGeneration): true | Problem {
  const known: readonly string[] = JAEGER_VERSIONS;
  if (generation === "v2") {
    const want = `${JAEGER_VERSIONS.join(" or ")}, or generation: "v1" for Jaeger 1`;
    return known.includes(version) || { field: "version", got: version, want };
  }
  const fits = isVersion(version) && isAtLeast(version, V1.oldest) && isAtLeast(V1.newest, version);
  const want = `${V1.oldest} to ${V1.newest} for generation v1, which ended there`;
  return fits || { field: "version", got: version, want };
}
