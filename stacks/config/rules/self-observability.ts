import { z } from "zod";
import { brokenSo11y } from "../../../components/oap/so11y-chain";
import { selfObservability } from "../self-observability";
import type { At, Finding, Rule } from "./rule";

/** OAP, what reads it, and what it is told. */
export const SELF_OBSERVABILITY_RULES: readonly Rule[] = [links];

const oap = z.looseObject({
  mtls: z.exactOptional(z.looseObject({ clientCa: z.looseObject({ kind: z.string() }) })),
  env: z.exactOptional(z.record(z.string(), z.unknown())),
});
const satellite = z.looseObject({
  telemetry: z.exactOptional(
    z.looseObject({ toOap: z.exactOptional(z.looseObject({ kind: z.string() })) }),
  ),
});

function links(at: At): Finding[] {
  const reads = at("skywalking.selfObservability", selfObservability);
  const told = at("skywalking.oap", oap);
  const beside = at("skywalking.satellite", satellite);
  const chain = {
    ...(reads === undefined ? {} : { selfObservability: reads }),
    ...(told === undefined ? {} : { oap: told }),
    ...(beside === undefined ? {} : { satellite: beside }),
  };
  return brokenSo11y(chain).map(({ path, want }) => ({ path: `skywalking.${path}`, want }));
}
