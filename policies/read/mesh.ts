import { parse } from "yaml";
import { type KubernetesObject, list, type Manifest } from "../objects";

/** An address that Envoys of a mesh send their logs, metrics or traces to. */
export interface MeshTarget {
  readonly where: string;
  readonly host: string;
  readonly port: number;
}

/** Configuration of a mesh: in a ConfigMap under `mesh`, or of an operator. */
export function meshConfigOf({ kind, manifest }: KubernetesObject): Manifest {
  if (kind === "IstioOperator") return manifest.spec?.meshConfig;
  if (kind === "Istio") return manifest.spec?.values?.meshConfig;
  const text: unknown = kind === "ConfigMap" ? manifest.data?.["mesh"] : undefined;
  return typeof text === "string" ? parse(text) : undefined;
}

/** Where the mesh of an object sends to. */
export function meshTargetsOf(object: KubernetesObject): readonly MeshTarget[] {
  const mesh = meshConfigOf(object);
  const { envoyAccessLogService: logs, envoyMetricsService: metrics } = mesh?.defaultConfig ?? {};
  const legacy = [
    ["envoyAccessLogService", logs?.address],
    ["envoyMetricsService", metrics?.address],
  ].flatMap(([where, address]) => {
    const [, host, port] = /^(.*):([0-9]+)$/.exec(String(address ?? "")) ?? [];
    return host === undefined ? [] : [{ where: String(where), host, port: Number(port) }];
  });
  const providers = list(mesh?.extensionProviders).flatMap((provider) =>
    ["envoyHttpAls", "envoyTcpAls", "skywalking", "opentelemetry", "zipkin"].flatMap((kind) => {
      const { service, port } = provider[kind] ?? {};
      const host = String(service ?? "").replace(/^.*\//, "");
      return host === "" ? [] : [{ where: `${provider.name}`, host, port: Number(port) }];
    }),
  );
  return [...legacy, ...providers];
}
