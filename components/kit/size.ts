/** Memory in Kubernetes notation, in whole or half units: `512Mi`, `1.5Gi`. */
export type Memory = `${number}Mi` | `${number}Gi`;

/** CPU in Kubernetes notation: `500m` or whole cores, `2`. */
export type Cpu = `${number}m` | `${number}`;

/** Disk in Kubernetes notation. */
export type Disk = `${number}Gi` | `${number}Ti`;

/** What a container asks for and may use. */
export interface Resources {
  requests: { cpu: Cpu; memory: Memory };
  limits: { cpu: Cpu; memory: Memory };
}

const MEBIBYTES = { Mi: 1, Gi: 1024 } as const;

/** Memory as a number of mebibytes: `"1.5Gi"` is 1536. `NaN` for anything that is not a `Memory`. */
export function mebibytes(memory: Memory): number {
  const match = /^([0-9]+(?:\.[0-9]+)?)(Mi|Gi)$/.exec(memory);
  const unit = match?.[2];
  return unit === "Mi" || unit === "Gi" ? Number(match?.[1]) * MEBIBYTES[unit] : Number.NaN;
}
