import { containersIn, type KubernetesObject } from "../../objects";
import { each, type Finding } from "../../rule";
import { type Reference, referenceOf } from "./reference";

/** Findings about each image that an object runs, with the title of its container. */
export function eachImage(
  object: KubernetesObject,
  check: (image: Reference & { text: string }, title: string) => readonly Finding[],
): Finding[] {
  return each(containersIn(object), ({ title, spec }) =>
    typeof spec.image === "string"
      ? check({ ...referenceOf(spec.image), text: spec.image }, title)
      : [],
  );
}
