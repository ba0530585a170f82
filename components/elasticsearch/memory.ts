import type * as k8s from "@pulumi/kubernetes";
import { type Memory, mebibytes } from "../kit/size";
import { isAtLeast } from "../kit/version";
import type { ElasticsearchSettings } from "./settings";

/**
 * `vm.max_map_count` of the node, which Elasticsearch wants high: the three documented ways.
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/virtual-memory (ECK 3.5)
 */
export type MemoryMaps =
  /** It may be low: files are not mapped. Slower; fine up to a few GiB of indices. */
  | { kind: "avoided" }
  /** The nodes have it already, as a setting of the node pool. */
  | { kind: "node" }
  /** A privileged init container sets it: the namespace must admit privileged pods. */
  | { kind: "initContainer" };

/** What the choice means for `elasticsearch.yml`. */
export function memoryMapSettings(memoryMaps: MemoryMaps): ElasticsearchSettings {
  return memoryMaps.kind === "avoided" ? { "node.store.allow_mmap": false } : {};
}

/** What the choice means for the pod: an init container that raises the value and never lowers it. */
export function memoryMapContainers(
  memoryMaps: MemoryMaps,
  version: string,
  container: { image: string; imagePullPolicy: string },
): k8s.types.input.core.v1.Container[] {
  if (memoryMaps.kind !== "initContainer") return [];
  const least = leastMapCount(version);
  const script =
    `test "$(cat /proc/sys/vm/max_map_count)" -ge ${least}` +
    ` || echo ${least} > /proc/sys/vm/max_map_count`;
  const amounts = { cpu: "50m", memory: "32Mi" };
  return [
    {
      name: "memory-maps",
      ...container,
      command: ["sh", "-ec", script],
      resources: { requests: amounts, limits: amounts },
      securityContext: {
        privileged: true,
        runAsNonRoot: false,
        runAsUser: 0,
        runAsGroup: 0,
        readOnlyRootFilesystem: true,
      },
    },
  ];
}

/** Half of the memory, the rest is for the file cache; no more than 31 GiB, where pointers double. */
export function heapOf(limit: Memory): string {
  return `${Math.min(Math.floor(mebibytes(limit) / 2), 31 * 1024)}m`;
}

/** What the bootstrap check of a version asks for. */
function leastMapCount(version: string): number {
  return isAtLeast(version, "8.16.0") ? 1048576 : 262144;
}
