import { containersIn, list, type Manifest } from "../../objects";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

export const volumeMountExists = rule({
  name: "volume-mount-exists",
  family: "wiring",
  scope: "resource",
  severity: "critical",
  title: "Every mount names a volume of its pod, and has a path of its own",
  why: "The API server refuses the pods; of two mounts at one path only the last one is seen.",
  remedy: "name one of spec.volumes or volumeClaimTemplates, and mount each at another path",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/",
  bad: [oapWith({ volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] })],
  good: [
    oapWith(
      { volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] },
      { volumes: [{ name: "tmp", emptyDir: {} }] },
    ),
  ],
  check: (object) => {
    const claims = list(object.manifest.spec?.volumeClaimTemplates).map(
      ({ metadata }): unknown => metadata?.name,
    );
    return each(containersIn(object), ({ title, spec, pod }) => {
      const volumes = [...list(pod.spec.volumes).map(({ name }): unknown => name), ...claims];
      const mounts = [...list(spec.volumeMounts), ...list(spec.volumeDevices)];
      return pod.isOperated
        ? []
        : mounts.flatMap((mount) => faults(title, mount, { volumes, mounts }));
    });
  },
});

function faults(
  title: string,
  mount: Manifest,
  { volumes, mounts }: { volumes: unknown[]; mounts: Manifest[] },
) {
  const { name, mountPath } = mount;
  const isTwice = mounts.some(
    (other) => other !== mount && mountPath && other.mountPath === mountPath,
  );
  return [
    ...when(!volumes.includes(name), `${title} mounts ${name}, which is no volume of the pod`),
    ...when(isTwice, `${title} mounts ${name} at ${mountPath}, where another volume is mounted`),
  ];
}
