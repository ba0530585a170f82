import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../../components/kit/endpoint";
import { type Certificate, secretOf } from "../../components/kit/tls";
import type { MetricsAdapterArgs } from "../../components/metrics-adapter";
import type { SatelliteArgs } from "../../components/satellite";

/** What the stack gives to each of its components itself. */
type Shared = "namespace" | "images" | "placement" | "oap";

/** Satellite in front of OAP. */
export interface SkyWalkingSatellite extends Omit<SatelliteArgs, Shared> {
  /** Where it sends what it takes. @default { kind: "oap" } */
  sends?: SatelliteSends;
}

export type SatelliteSends =
  /** To every OAP, whose pods it finds by itself: without TLS, because it cannot verify them. */
  | { kind: "oap" }
  /**
   * To the gateway, call by call to another OAP, over TLS where the gateway has a certificate. Meters of
   * one instance come to several OAP then, so what OAP makes of counters is too little.
   */
  | {
      kind: "gateway";
      /** Name of a Secret with `tls.crt` and `tls.key`, where the gateway asks for a certificate. @default none */
      identity?: pulumi.Input<string>;
    };

/** What Satellite may send to. */
interface Targets {
  /** Each OAP. */
  members: Endpoint;
  /** The gateway, where there is one. */
  front: Endpoint | undefined;
  /** The certificate of the gateway, and what that is called. */
  shown: { certificate: Certificate; by: string } | undefined;
}

/** What Satellite is told. */
export function satelliteArgs({ sends, ...others }: SkyWalkingSatellite, targets: Targets) {
  const { members, front, shown } = targets;
  if (sends?.kind !== "gateway" || front === undefined)
    return { ...others, oap: { kind: "kubernetes", members } } satisfies Told;
  const { identity } = sends;
  const tls = shown && {
    ca: { kind: "secret", name: secretOf(shown.certificate, shown.by), key: "ca.crt" } as const,
    ...(identity === undefined ? {} : { identity }),
  };
  const oap = { kind: "static", servers: [front], ...(tls === undefined ? {} : { tls }) } as const;
  return { ...others, oap } satisfies Told;
}

type Told = Omit<SatelliteArgs, "namespace" | "images" | "placement">;

/** Who answers the external metrics API, of which a cluster has one. */
export type MetricsSource =
  | ({ kind: "installed" } & Omit<MetricsAdapterArgs, Shared>)
  /** One that someone else runs: which OAP it asks, as `host:port`, by which clock. */
  | { kind: "existing"; oap: string; timeZone?: string; prefix?: string };
