import type * as k8s from "@pulumi/kubernetes";
import { type Env, envVars } from "../env";
import { imageOf } from "../image";
import { declared, type ListeningPort } from "../otel/listening";
import { goMemoryLimit } from "../otel/memory";
import { POD_IP } from "../otel/settings";
import { CONTAINER_SECURITY } from "../security";
import { caVolume } from "../tls";
import type { PodQueue, SettledAgent } from "./args";
import { FOLDERS } from "./folders";

/** How one container differs from others. */
export interface Own {
  /** Where it reads its configuration. */
  config: string;
  env: Env;
  /** Every port that it declares. */
  ports: readonly ListeningPort[];
}

/** Container of an agent, without probes and volumes. */
export function agentContainer(agent: SettledAgent, own: Own) {
  const { version, images, resources, sampling } = agent;
  // The smaller one has everything but this.
  const distribution = sampling === undefined ? "k8s" : "contrib";
  return {
    ...imageOf(`docker.io/otel/opentelemetry-collector-${distribution}`, version, images),
    args: [`--config=${own.config}`],
    env: envVars({
      [POD_IP]: { field: "status.podIP" },
      GOMEMLIMIT: goMemoryLimit(resources),
      ...own.env,
    }),
    ports: declared(own.ports),
    resources,
    securityContext: CONTAINER_SECURITY,
  };
}

/** A volume whose name is known. */
export type NamedVolume = Omit<k8s.types.input.core.v1.Volume, "name"> & { name: string };

/** A volume and where the agent sees it. */
export interface Folder {
  name: string;
  mountPath: string;
  isWritten?: true;
  volume: Omit<k8s.types.input.core.v1.Volume, "name">;
}

/** What verifies the target, and what waits for it; names of volumes begin with `prefix`. */
export function agentFolders({ to }: SettledAgent, kept: PodQueue, prefix: string): Folder[] {
  const { ca, identity, headers = {} } = to;
  const folders: Folder[] = [];
  if (ca !== undefined) {
    const { name, ...volume } = caVolume(`${prefix}ca`, ca);
    folders.push({ name, mountPath: FOLDERS.ca, volume });
  }
  if (identity !== undefined) {
    const volume = { secret: { secretName: identity } };
    folders.push({ name: `${prefix}identity`, mountPath: FOLDERS.identity, volume });
  }
  const sources = Object.entries(headers).map(([path, { name, key }]) => ({
    secret: { name, items: [{ key, path }] },
  }));
  if (sources.length > 0) {
    const volume = { projected: { sources } };
    folders.push({ name: `${prefix}headers`, mountPath: FOLDERS.headers, volume });
  }
  if (kept.kind === "pod") {
    const volume = { emptyDir: { sizeLimit: kept.size } };
    folders.push({ name: `${prefix}queue`, mountPath: FOLDERS.queue, isWritten: true, volume });
  }
  return folders;
}

/** How the container mounts them. */
export function mounts(folders: readonly Folder[]) {
  return folders.map(({ name, mountPath, isWritten }) => ({
    name,
    mountPath,
    ...(isWritten ? {} : { readOnly: true }),
  }));
}

/** How the pod has them. */
export function volumes(folders: readonly Folder[]): NamedVolume[] {
  return folders.map(({ name, volume }) => ({ name, ...volume }));
}
