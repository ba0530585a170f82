import { rule, when } from "../../rule";

export const protectedData = rule({
  name: "data-is-protected",
  family: "hygiene",
  scope: "resource",
  severity: "high",
  from: "prod",
  title: "Nothing that holds data can be deleted by a change of the program",
  why: "A rename or a removed line deletes the object, and with it years of data.",
  remedy:
    "set protect in the options, or let the claims stay: persistentVolumeClaimRetentionPolicy.whenDeleted Retain",
  source: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  bad: [
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "elasticsearch", namespace: "tracing" },
      spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } },
    },
  ],
  good: [
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "elasticsearch", namespace: "tracing" },
      spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain" } },
    },
  ],
  check: ({ kind, manifest, pulumi }) => {
    const isKept = pulumi?.protect === true || pulumi?.retainOnDelete === true;
    const policy = manifest.spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted;
    const isClaim = kind === "PersistentVolumeClaim" && pulumi !== undefined;
    return [
      ...when(
        kind === "StatefulSet" && policy === "Delete" && !isKept,
        "its volumes are deleted with it",
      ),
      ...when(isClaim && !isKept, "it is not protected"),
    ];
  },
});
