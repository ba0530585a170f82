import { containersOf, list, podsOf } from "../../objects";
import { rule } from "../../rule";
import { oapWith } from "./examples";

const VOLUMES = { volumes: [{ name: "tmp", emptyDir: {} }] };

export const volumeIsMounted = rule({
  name: "volume-is-mounted",
  family: "wiring",
  scope: "resource",
  severity: "medium",
  title: "Every volume is mounted",
  why: "A file that somebody meant to give is never seen by the program.",
  remedy: "mount it in a container, or leave it out",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/",
  bad: [oapWith({}, VOLUMES)],
  good: [oapWith({ volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] }, VOLUMES)],
  check: (object) => {
    const claims = list(object.manifest.spec?.volumeClaimTemplates).map(({ metadata }) =>
      String(metadata?.name),
    );
    return podsOf(object)
      .filter(({ isOperated }) => !isOperated)
      .flatMap((pod) => {
        const mounted = containersOf(pod)
          .flatMap(({ spec }) => [...list(spec.volumeMounts), ...list(spec.volumeDevices)])
          .map(({ name }) => String(name));
        return [...list(pod.spec.volumes).map(({ name }) => String(name)), ...claims]
          .filter((name) => !mounted.includes(name))
          .map((name) => `no container mounts its volume ${name}`);
      });
  },
});
