import { describe, expect, test } from "vitest";
import type { Memory } from "../kit/size";
import { heapOf, memoryMapContainers } from "./memory";

const IMAGE = { image: "registry/elasticsearch:1", imagePullPolicy: "IfNotPresent" };

describe("heap", () => {
  test.each<[Memory, string]>([
    ["1Gi", "512m"],
    ["1.5Gi", "768m"],
    ["2Gi", "1024m"],
    ["1025Mi", "512m"],
    ["62Gi", "31744m"],
    ["128Gi", "31744m"],
  ])("of %s is %s", (limit, heap) => {
    expect(heapOf(limit)).toBe(heap);
  });
});

describe("memory maps", () => {
  test("avoided or set on the nodes need no container", () => {
    expect(memoryMapContainers({ kind: "avoided" }, "8.18.8", IMAGE)).toEqual([]);
    expect(memoryMapContainers({ kind: "node" }, "8.18.8", IMAGE)).toEqual([]);
  });

  test("are raised by a privileged container, to what the version asks for", () => {
    const [container] = memoryMapContainers({ kind: "initContainer" }, "8.16.0", IMAGE);
    expect(container).toEqual({
      name: "memory-maps",
      ...IMAGE,
      command: [
        "sh",
        "-ec",
        'test "$(cat /proc/sys/vm/max_map_count)" -ge 1048576 || echo 1048576 > /proc/sys/vm/max_map_count',
      ],
      resources: {
        requests: { cpu: "50m", memory: "32Mi" },
        limits: { cpu: "50m", memory: "32Mi" },
      },
      securityContext: {
        privileged: true,
        runAsNonRoot: false,
        runAsUser: 0,
        runAsGroup: 0,
        readOnlyRootFilesystem: true,
      },
    });
  });

  test.each(["7.17.29", "8.15.5"])("%s is content with fewer", (version) => {
    const [container] = memoryMapContainers({ kind: "initContainer" }, version, IMAGE);
    expect(container?.command).toEqual([
      "sh",
      "-ec",
      'test "$(cat /proc/sys/vm/max_map_count)" -ge 262144 || echo 262144 > /proc/sys/vm/max_map_count',
    ]);
  });
});
