import { podWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { RESTRICTED } from "./standard";

const TYPES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

export const volumeTypes = rule({
  name: "restricted-volume-types",
  family: "pod-security",
  scope: "resource",
  severity: "medium",
  title: "Pods mount only volumes that Kubernetes manages",
  why: "Inline volumes such as nfs or iscsi let the author of a pod choose what the node mounts.",
  remedy: "put the volume behind a PersistentVolumeClaim",
  source: RESTRICTED,
  frameworks: ["PSS restricted"],
  sameAs: ["trivy/KSV-0028", "monokle/PSS201"],
  bad: [podWith({ volumes: [{ name: "data", nfs: { server: "nfs.example.com", path: "/" } }] })],
  good: [podWith({ volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] })],
  check: (object) =>
    each(podsOf(object), ({ spec }) =>
      each(list(spec.volumes), (volume) => {
        const types = Object.keys(volume).filter((key) => key !== "name" && !TYPES.includes(key));
        return when(types.length > 0, `volume ${volume.name} is of type ${types.join(", ")}`);
      }),
    ),
});
