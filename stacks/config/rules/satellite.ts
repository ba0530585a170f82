import { z } from "zod";
import { brokenLinks, type Chain } from "../../../components/satellite/chain";
import { satellite } from "../satellite";
import { metricsAdapter } from "../metrics-adapter";
import type { At, Finding, Rule } from "./rule";

/** Satellite, the OAP that it sends to, and what scales it. */
export const SATELLITE_RULES: readonly Rule[] = [links, mostPods];

const given = z.exactOptional(z.unknown());
const gateway = z.looseObject({ tls: z.exactOptional(z.looseObject({ clientCa: given })) });
const oap = z.looseObject({
  agentToken: given,
  mtls: given,
  grpc: z.exactOptional(z.looseObject({ tls: given })),
  timeZone: z.exactOptional(z.string()),
  env: z.exactOptional(z.record(z.string(), z.unknown())),
});

function links(at: At): Finding[] {
  const sends = at("skywalking.satellite", satellite);
  const to = at("skywalking.oap", oap);
  const answers = at("skywalking.metricsAdapter", metricsAdapter);
  const front = at("skywalking.gateway", gateway);
  const namespace = at("namespace.name", z.string());
  const chain: Chain = {
    ...(sends === undefined ? {} : { satellite: sends }),
    ...(to === undefined ? {} : { oap: to }),
    ...(answers === undefined ? {} : { metricsAdapter: answers }),
    ...(front === undefined ? {} : { gateway: front }),
  };
  const host = namespace && `skywalking-oap.${namespace}.svc`;
  return brokenLinks(chain, host).map(({ path, want }) => ({ path: `skywalking.${path}`, want }));
}

function mostPods(at: At): Finding[] {
  const path = "skywalking.satellite.scale";
  const bounds = z.looseObject({ min: z.number(), max: z.number() });
  const { min, max } = at(path, bounds) ?? { min: 0, max: 1 };
  const want = `a number above min, which is ${min}`;
  return max > min ? [] : [{ path: `${path}.max` as const, want }];
}
