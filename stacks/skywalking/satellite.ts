import type { MetricsAdapterArgs } from "../../components/metrics-adapter";
import type { SatelliteArgs } from "../../components/satellite";

/** What the stack gives to each of its components itself. */
type Shared = "namespace" | "images" | "placement" | "oap";

/** Satellite in front of OAP, whose pods it finds by itself. */
export type SkyWalkingSatellite = Omit<SatelliteArgs, Shared>;

/** Who answers the external metrics API, of which a cluster has one. */
export type MetricsSource =
  | ({ kind: "installed" } & Omit<MetricsAdapterArgs, Shared>)
  /** One that someone else runs: which OAP it asks, as `host:port`, by which clock. */
  | { kind: "existing"; oap: string; timeZone?: string; prefix?: string };
