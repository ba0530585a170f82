import { expect, test } from "vitest";
import { volumesReleased, volumesWanted } from "./volumes";

const OURS = "kube-tracing.io/volumes";
const PLACE = { folder: "/state/volumes", node: "real-1" };

const claim = (changes: Record<string, unknown> = {}) => ({
  metadata: {
    name: "data-db-0",
    namespace: "try",
    uid: "u1",
    annotations: { "volume.kubernetes.io/selected-node": "real-1" },
  },
  spec: {
    storageClassName: "standard",
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "5Gi" } },
  },
  status: { phase: "Pending" },
  ...changes,
});

const wanted = (claims: unknown[], volumes: unknown[] = []) =>
  volumesWanted({ items: claims }, { items: volumes }, PLACE);

test("a claim that a pod of this node waits for gets a folder", () => {
  expect(wanted([claim()])).toEqual([
    {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: {
        name: "pvc-u1",
        annotations: { "pv.kubernetes.io/provisioned-by": "kube-tracing.io/volumes" },
      },
      spec: {
        accessModes: ["ReadWriteOnce"],
        capacity: { storage: "5Gi" },
        claimRef: {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          namespace: "try",
          name: "data-db-0",
          uid: "u1",
        },
        local: { path: "/state/volumes/pvc-u1" },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: "kubernetes.io/hostname", operator: "In", values: ["real-1"] },
                ],
              },
            ],
          },
        },
        persistentVolumeReclaimPolicy: "Delete",
        storageClassName: "standard",
      },
    },
  ]);
});

test.each([
  ["is bound", claim({ status: { phase: "Bound" } })],
  ["is of another class", claim({ spec: { storageClassName: "fast" } })],
  ["no pod waits for", claim({ metadata: { name: "data-db-0", namespace: "try", uid: "u1" } })],
])("a claim that %s gets none", (_, one) => {
  expect(wanted([one])).toEqual([]);
});

test("a claim whose volume is there gets no second one", () => {
  expect(wanted([claim()], [{ metadata: { name: "pvc-u1" } }])).toEqual([]);
});

test("only volumes of this provisioner whose claim is gone are removed", () => {
  const volume = (name: string, phase: string, { policy = "Delete", by = OURS } = {}) => ({
    metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": by } },
    spec: { persistentVolumeReclaimPolicy: policy },
    status: { phase },
  });
  const volumes = [
    volume("released", "Released"),
    volume("failed", "Failed"),
    volume("bound", "Bound"),
    volume("kept", "Released", { policy: "Retain" }),
    volume("foreign", "Released", { by: "somebody" }),
    { metadata: { name: "by-hand" }, status: { phase: "Released" } },
  ];
  expect(volumesReleased({ items: volumes })).toEqual(["released", "failed"]);
});
