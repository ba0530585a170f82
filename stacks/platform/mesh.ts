import type { Endpoint } from "../../components/kit/endpoint";
import type { AlsAnalyzer } from "../../components/oap";
import { knowsPeers } from "../../components/oap/compatibility";
import type { PlatformConfig } from "../config/platform";
import type { MeshArgs } from "../mesh";
import { RELEASES } from "../versions";
import type { Revealed } from "./secrets";

type Config = Revealed<PlatformConfig>;
type SkyWalkingConfig = NonNullable<Config["skywalking"]>;
type MeshConfig = NonNullable<Config["mesh"]>;
type CallersConfig = NonNullable<MeshConfig["proxies"]>;

/** SkyWalking as a mesh needs it: OAP reads access logs, and who takes them lets the proxies in. */
export function withMesh(
  skywalking: SkyWalkingConfig,
  mesh: MeshConfig | undefined,
): SkyWalkingConfig {
  if (mesh === undefined) return skywalking;
  const { satellite, gateway } = skywalking;
  const oap = { ...skywalking.oap, accessLogs: accessLogsOf(skywalking, mesh) };
  if (satellite !== undefined) return { ...skywalking, oap, satellite: lettingIn(satellite, mesh) };
  if (gateway !== undefined) return { ...skywalking, oap, gateway: lettingIn(gateway, mesh) };
  return { ...skywalking, oap: lettingIn(oap, mesh) };
}

/** What the mesh is told, and where its proxies send. */
export function meshArgs(
  mesh: MeshConfig,
  skywalking: SkyWalkingConfig,
  receiver: Endpoint,
): Omit<MeshArgs, "namespace"> {
  const { istio, logs, installer, rootNamespace, clusterDomain } = mesh;
  const { version = RELEASES.oap.version } = skywalking;
  return {
    ...{ istio, logs, receiver },
    oap: { version, accessLogs: accessLogsOf(skywalking, mesh) },
    ...(installer === undefined ? {} : { installer }),
    ...(rootNamespace === undefined ? {} : { rootNamespace }),
    ...(clusterDomain === undefined ? {} : { clusterDomain }),
  };
}

/** Those that are told, or all that fit: the addresses of pods are asked for where proxies do not tell. */
function accessLogsOf({ version, oap }: SkyWalkingConfig, { istio }: Pick<MeshConfig, "istio">) {
  const knows = knowsPeers(version ?? RELEASES.oap.version, istio);
  const fitting: readonly AlsAnalyzer[] = knows ? ["mx-mesh", "k8s-mesh"] : ["k8s-mesh"];
  return oap?.accessLogs ?? { http: [...fitting], tcp: [...fitting] };
}

const INJECTED: CallersConfig = [{ kind: "namespaces", labels: { "istio-injection": "enabled" } }];

function lettingIn<T extends { callers?: CallersConfig }>(
  front: T,
  { proxies = INJECTED }: MeshConfig,
): T & { callers: CallersConfig } {
  return { ...front, callers: [...(front.callers ?? []), ...proxies] };
}
