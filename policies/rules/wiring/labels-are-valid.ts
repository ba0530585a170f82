import { type Manifest, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { OAP } from "./examples";

const NAME =
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

export const labelsAreValid = rule({
  name: "labels-are-valid",
  family: "wiring",
  scope: "resource",
  severity: "critical",
  title: "Labels have valid names and values",
  why: "The API server refuses the object.",
  remedy: "use at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends",
  source:
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set",
  sameAs: ["kube-score/label-values"],
  bad: [{ ...OAP, metadata: { ...OAP.metadata, labels: { version: "10.4.0+build" } } }],
  good: [{ ...OAP, metadata: { ...OAP.metadata, labels: { version: "10.4.0" } } }],
  check: (object) =>
    each([object.manifest, ...podsOf(object)], ({ metadata }: Manifest) =>
      Object.entries(metadata?.labels ?? {}).flatMap(([name, value]) => [
        ...when(!NAME.test(name), `${name} is no valid name of a label`),
        ...when(
          typeof value !== "string" || !VALUE.test(value),
          `label ${name} has the value ${String(value)}, which is not valid`,
        ),
      ]),
    ),
});
