import { z } from "zod";
import { isAtLeast } from "../../../components/kit/version";
import { knowsPeers } from "../../../components/oap/compatibility";
import { RELEASES } from "../../versions";
import type { At, Finding, Path, Rule } from "./rule";

/** A mesh, and what stands where its proxies send to. */
export const MESH_RULES: readonly Rule[] = [
  somewhere,
  withoutToken,
  withoutTls,
  openPipes,
  telemetryVersion,
  analyzers,
];

const there = z.looseObject({});
const isMesh = (at: At) => at("mesh", there) !== undefined;

function somewhere(at: At): Finding[] {
  const want = "a map: proxies of the mesh send to it";
  return isMesh(at) && at("skywalking", there) === undefined ? [{ path: "skywalking", want }] : [];
}

function withoutToken(at: At): Finding[] {
  const path = "skywalking.oap.agentToken";
  const want = "nothing beside mesh, whose proxies send no token";
  return isMesh(at) && at(path, there) !== undefined ? [{ path, want }] : [];
}

/** Where proxies send to, by what is asked of it. */
function withoutTls(at: At): Finding[] {
  const fronts: [front: Path, tls: Path[]][] = [
    ["skywalking.satellite", ["skywalking.satellite.server.tls"]],
    ["skywalking.gateway", ["skywalking.gateway.tls"]],
    ["skywalking.oap", ["skywalking.oap.mtls", "skywalking.oap.grpc.tls"]],
  ];
  const [, closed = []] = fronts.find(([front]) => at(front, there) !== undefined) ?? [];
  const want = "nothing beside mesh, whose proxies trust no CA but that of the mesh";
  return isMesh(at)
    ? closed.filter((path) => at(path, there) !== undefined).map((path) => ({ path, want }))
    : [];
}

/** What Satellite has to take, by what switches it on. */
function openPipes(at: At): Finding[] {
  const metrics = at("mesh.logs.metrics", z.literal("on")) !== undefined;
  const traces = at("mesh.logs.tracingPercent", z.number()) !== undefined;
  const needed = [
    ...(isMesh(at) ? (["envoyAlsV3"] as const) : []),
    ...(metrics ? (["envoyMetricsV3"] as const) : []),
    ...(traces ? (["tracing"] as const) : []),
  ];
  return needed
    .map((pipe) => `skywalking.satellite.pipes.${pipe}` as const)
    .filter((path) => at(path, z.literal("off")) !== undefined)
    .map((path) => ({ path, want: "a map, or leave it out: proxies of the mesh send that" }));
}

function telemetryVersion(at: At): Finding[] {
  const path = "mesh.istio";
  const istio = at(path, z.string()) ?? "";
  const byTelemetry = at("mesh.logs.kind", z.literal("telemetry")) !== undefined;
  const want = "1.22.0 or later, because logs.kind is telemetry";
  return byTelemetry && isAtLeast("1.21.999", istio) ? [{ path, want }] : [];
}

/** Those that are told; without any, those that fit are taken. */
function analyzers(at: At): Finding[] {
  const istio = at("mesh.istio", z.string());
  const oap = at("skywalking.version", z.string()) ?? RELEASES.oap.version;
  if (istio === undefined) return [];
  return (["http", "tcp"] as const).flatMap((protocol): Finding[] => {
    const path = `skywalking.oap.accessLogs.${protocol}` as const;
    const told = at(path, z.array(z.string()));
    if (told === undefined) return [];
    const finds = told.includes("mx-mesh") || told.includes("k8s-mesh");
    const reads = !told.includes("mx-mesh") || knowsPeers(oap, istio);
    const peers = `k8s-mesh in the place of mx-mesh: OAP ${oap} does not know what proxies of Istio 1.24 and later tell each other`;
    return [
      ...(finds
        ? []
        : [{ path, want: "mx-mesh or k8s-mesh: without one OAP takes logs for nothing" }]),
      ...(reads ? [] : [{ path, want: peers }]),
    ];
  });
}
