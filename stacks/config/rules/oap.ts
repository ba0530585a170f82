import { z } from "zod";
import { mostOf } from "../../../components/kit/scale";
import { scale } from "../fields";
import { listed } from "../problems";
import type { At, Finding, Path, Rule } from "./rule";

/** How OAP works. */
export const OAP_RULES: readonly Rule[] = [
  autoscalers,
  coordination,
  grpcTlsOfMany,
  traceQuery,
  retention,
  analyzersBehindPersistence,
];

const OAP_SCALES = [
  "skywalking.oap.topology.scale",
  "skywalking.oap.topology.receivers",
  "skywalking.oap.topology.aggregators",
] as const satisfies Path[];

function autoscalers(at: At): Finding[] {
  return ([...OAP_SCALES, "skywalking.gateway.scale", "skywalking.ui.scale"] as const).flatMap(
    (path) => {
      const auto = at(path, scale);
      return auto?.kind !== "auto" || auto.max > auto.min
        ? []
        : [{ path: `${path}.max` as const, want: `a number above min, which is ${auto.min}` }];
    },
  );
}

/** The most OAP that may run. */
function oapPods(at: At): number {
  const scales = OAP_SCALES.map((path) => at(path, scale)).filter((given) => given !== undefined);
  return scales.reduce((sum, given) => sum + mostOf(given), 0);
}

function coordination(at: At): Finding[] {
  const path = "skywalking.oap.coordinator.kind";
  const pods = oapPods(at);
  if (pods <= 1 || at(path, z.literal("standalone")) === undefined) return [];
  return [{ path, want: `kubernetes or another by which ${pods} OAP find each other` }];
}

/** Several would look for their own addresses in each other's certificate. */
function grpcTlsOfMany(at: At): Finding[] {
  const path = "skywalking.oap.grpc.tls";
  const pods = oapPods(at);
  if (pods <= 1 || at(path, z.looseObject({})) === undefined) return [];
  return [{ path, want: `oap.mtls instead: grpc.tls is for one pod, and there are up to ${pods}` }];
}

/** It reads Zipkin spans or BanyanDB and nothing else. */
function traceQuery(at: At): Finding[] {
  const path = "skywalking.oap.features";
  const features = at(path, z.array(z.string())) ?? [];
  const banyandb = at("skywalking.storage.kind", z.literal("banyandb")) !== undefined;
  if (!features.includes("traceql") || features.includes("zipkin") || banyandb) return [];
  return [{ path, want: "zipkin beside traceql, which reads Zipkin spans or BanyanDB" }];
}

function retention(at: At): Finding[] {
  const kept = "skywalking.oap.retention";
  const records = at(`${kept}.recordsDays`, z.number()) ?? Number.NaN;
  const metrics = at(`${kept}.metricsDays`, z.number()) ?? Number.NaN;
  const step = at("skywalking.storage.dayStep", z.number()) ?? Number.NaN;
  const days = `platform.${kept}.recordsDays, which is ${records}`;
  return [
    ...(metrics < records
      ? [{ path: `${kept}.metricsDays` as const, want: `no less than ${days}` }]
      : []),
    ...(step > records
      ? [{ path: "skywalking.storage.dayStep" as const, want: `no more than ${days}` }]
      : []),
  ];
}

function analyzersBehindPersistence(at: At): Finding[] {
  return (["http", "tcp"] as const).flatMap((protocol) => {
    const path = `skywalking.oap.accessLogs.${protocol}` as const;
    const analyzers = at(path, z.array(z.string())) ?? [];
    const never = analyzers.slice(analyzers.indexOf("persistence") + 1);
    const want = `one that ends with persistence, behind which ${listed(never)} is never asked`;
    return analyzers.includes("persistence") && never.length > 0 ? [{ path, want }] : [];
  });
}
