/** The default StorageClass of a real node: a folder for each volume, which is there until its claim goes. */

import { type KubernetesObject, field, items } from "../kubernetes";

export const STORAGE_CLASS = "standard";
export const PROVISIONER = "kube-tracing.io/volumes";

/** Name of the volume that a claim gets, and of its folder. */
const volumeNameOf = (claim: unknown) => `pvc-${String(field(claim, "metadata", "uid"))}`;

/** Volumes to make: of claims that a pod on this node waits for. */
export function volumesWanted(
  claims: unknown,
  volumes: unknown,
  place: { folder: string; node: string },
): KubernetesObject[] {
  const known = new Set(items(volumes).map((volume) => field(volume, "metadata", "name")));
  return items(claims)
    .filter((claim) => field(claim, "spec", "storageClassName") === STORAGE_CLASS)
    .filter((claim) => field(claim, "status", "phase") === "Pending")
    .filter((claim) => annotation(claim, "volume.kubernetes.io/selected-node") === place.node)
    .filter((claim) => !known.has(volumeNameOf(claim)))
    .map((claim) => volumeFor(claim, place));
}

/** Names of the volumes whose claim is gone: their data go as well. */
export const volumesReleased = (volumes: unknown): string[] =>
  items(volumes)
    .filter((volume) => annotation(volume, "pv.kubernetes.io/provisioned-by") === PROVISIONER)
    .filter((volume) => field(volume, "spec", "persistentVolumeReclaimPolicy") === "Delete")
    .filter((volume) => ["Released", "Failed"].includes(String(field(volume, "status", "phase"))))
    .map((volume) => String(field(volume, "metadata", "name")));

const annotation = (object: unknown, name: string) =>
  field(object, "metadata", "annotations", name);

function volumeFor(
  claim: unknown,
  { folder, node }: { folder: string; node: string },
): KubernetesObject {
  const name = volumeNameOf(claim);
  const [namespace, claimName, uid] = ["namespace", "name", "uid"].map((key) =>
    field(claim, "metadata", key),
  );
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": PROVISIONER } },
    spec: {
      accessModes: field(claim, "spec", "accessModes"),
      capacity: { storage: field(claim, "spec", "resources", "requests", "storage") },
      claimRef: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        namespace,
        name: claimName,
        uid,
      },
      // Unlike a hostPath, it gets the group of the pod (fsGroup).
      local: { path: `${folder}/${name}` },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }],
            },
          ],
        },
      },
      persistentVolumeReclaimPolicy: "Delete",
      storageClassName: STORAGE_CLASS,
    },
  };
}
