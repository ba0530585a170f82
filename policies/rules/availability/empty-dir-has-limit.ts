import { podWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";

export const emptyDirHasLimit = rule({
  name: "empty-dir-has-limit",
  family: "availability",
  scope: "resource",
  severity: "medium",
  title: "Every emptyDir has a size limit",
  why: "A full disk makes the kubelet evict pods of everyone on the node.",
  remedy: "set emptyDir.sizeLimit",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
  sameAs: ["kyverno/require-emptydir-requests-and-limits", "kyverno/add-emptydir-sizelimit"],
  bad: [podWith({ volumes: [{ name: "tmp", emptyDir: {} }] })],
  good: [podWith({ volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }] })],
  check: (object) =>
    each(podsOf(object), ({ spec }) =>
      each(list(spec.volumes), ({ name, emptyDir }) =>
        when(
          emptyDir !== undefined && emptyDir?.sizeLimit === undefined,
          `volume ${name} has an emptyDir without sizeLimit`,
        ),
      ),
    ),
});
