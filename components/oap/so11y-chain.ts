/** As much of the arguments as decides whether OAP gets to know about itself. */
export interface So11yChain {
  selfObservability?: { identity?: unknown };
  oap?: {
    mtls?: { clientCa: { kind: string } };
    env?: Readonly<Record<string, unknown>>;
  };
  satellite?: { telemetry?: { toOap?: { kind: string } } };
}

/** A link of the chain that is broken: where, what came, what to give. */
export interface BrokenSo11y {
  path: "oap.env" | "satellite.telemetry.toOap" | "selfObservability.identity";
  got: unknown;
  want: string;
}

/** Variables of OAP that let the metrics in, and what each must hold where it is given. */
const RECEIVING = [
  { variable: "SW_OTEL_RECEIVER_ENABLED_HANDLERS", must: "otlp-metrics" },
  { variable: "SW_OTEL_RECEIVER_ENABLED_OTEL_METRICS_RULES", must: "oap" },
  { variable: "SW_OTEL_RECEIVER", must: "default" },
] as const;

/**
 * What is broken between OAP, the Collector that reads it, and OAP that is told: each link is right by
 * itself, and the metrics are dropped without a word when one does not fit the next.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/dashboards-so11y/
 */
export function brokenSo11y({ selfObservability, oap = {}, satellite }: So11yChain): BrokenSo11y[] {
  if (selfObservability === undefined) return [];
  const { env = {}, mtls } = oap;
  const receiving = RECEIVING.flatMap(({ variable, must }): BrokenSo11y[] => {
    const got = env[variable];
    const want = `${variable} with ${must} among its values, or without it: selfObservability needs it`;
    return typeof got !== "string" || isAmong(must, got) ? [] : [{ path: "oap.env", got, want }];
  });
  const isAsked = mtls !== undefined && mtls.clientCa.kind !== "none";
  const told = satellite?.telemetry?.toOap ?? { kind: "metrics" };
  return [
    ...receiving,
    ...(isAsked && selfObservability.identity === undefined
      ? [
          {
            path: "selfObservability.identity" as const,
            got: undefined,
            want: "the name of a Secret with tls.crt and tls.key, which oap.mtls.clientCa asks for",
          },
        ]
      : []),
    // OAP has rules for what Satellite sends by itself, and none for what others read of it.
    ...(told.kind === "none"
      ? [
          {
            path: "satellite.telemetry.toOap" as const,
            got: told,
            want: '{ kind: "metrics" }: Satellite tells OAP about itself, no Collector can',
          },
        ]
      : []),
  ];
}

function isAmong(word: string, list: string): boolean {
  return list.split(",").some((one) => one.trim() === word);
}
