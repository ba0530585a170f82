import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../kubernetes";
import { applyBasics, nodeNames, nodesProblem } from "./nodes";

const NOW = Date.parse("2026-03-01T12:00:00Z");

type Given = Record<string, { ready: string; renewed?: string }>;

/** A client that answers with these nodes and leases. */
const cluster = (nodes: Given) => ({
  get: async (path: string) => ({
    items: Object.entries(nodes).map(([name, { ready, renewed }]) =>
      path === "/api/v1/nodes"
        ? { metadata: { name }, status: { conditions: [{ type: "Ready", status: ready }] } }
        : { metadata: { name: renewed && name }, spec: { renewTime: renewed } },
    ),
  }),
});

describe("nodesProblem", () => {
  const fresh = "2026-03-01T11:59:30.000000Z";

  test("none, when all are Ready and their leases are renewed", async () => {
    const client = cluster({
      "kwok-1": { ready: "True", renewed: fresh },
      "kwok-2": { ready: "True", renewed: fresh },
    });
    expect(await nodesProblem(client, NOW)).toBeUndefined();
  });

  test.each([
    ["is not Ready", { ready: "Unknown", renewed: fresh }],
    ["has no lease", { ready: "True" }],
    ["has a lease that nobody renews", { ready: "True", renewed: "2026-03-01T11:59:19.000000Z" }],
  ])("a node %s", async (_, broken) => {
    const client = cluster({ "kwok-1": { ready: "True", renewed: fresh }, "kwok-2": broken });
    expect(await nodesProblem(client, NOW)).toBe("1 of 2 nodes are not Ready");
  });

  test("an empty cluster", async () => {
    expect(await nodesProblem(cluster({}), NOW)).toBe("there are no nodes");
  });
});

describe("applyBasics", () => {
  async function applied(count: number): Promise<Map<string, KubernetesObject>> {
    const objects = new Map<string, KubernetesObject>();
    await applyBasics({ apply: async (path, body) => objects.set(path, body) }, count);
    return objects;
  }

  test("nodes carry what the platform selects, over two zones", async () => {
    const objects = await applied(3);
    const labels = nodeNames(3).map(
      (name) => objects.get(`/api/v1/nodes/${name}`)?.metadata["labels"],
    );
    expect(labels).toMatchObject([
      {
        apm: "skywalking",
        "kubernetes.io/hostname": "kwok-1",
        "topology.kubernetes.io/zone": "zone-a",
      },
      {
        apm: "skywalking",
        "kubernetes.io/hostname": "kwok-2",
        "topology.kubernetes.io/zone": "zone-b",
      },
      {
        apm: "skywalking",
        "kubernetes.io/hostname": "kwok-3",
        "topology.kubernetes.io/zone": "zone-a",
      },
    ]);
  });

  test("nodes have room", async () => {
    const capacity = { cpu: "16", memory: "64Gi", "ephemeral-storage": "500Gi", pods: "250" };
    expect((await applied(1)).get("/api/v1/nodes/kwok-1/status")?.["status"]).toMatchObject({
      capacity,
      allocatable: capacity,
    });
  });

  test("besides nodes there are a default StorageClass and kwok's rights", async () => {
    const others = [...(await applied(1)).keys()].filter((path) => !path.includes("/nodes/"));
    expect(others.sort()).toEqual([
      "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kwok",
      "/apis/rbac.authorization.k8s.io/v1/clusterroles/kwok",
      "/apis/storage.k8s.io/v1/storageclasses/standard",
    ]);
  });
});
