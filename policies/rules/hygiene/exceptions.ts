import { annotationsOf } from "../../objects";
import { rule } from "../../rule";
import { ANNOTATION } from "../../exception";

const account = (annotations: object) => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "oap", namespace: "tracing", annotations },
});

export const exceptionsNameRules = rule({
  name: "exceptions-name-rules",
  family: "hygiene",
  scope: "resource",
  severity: "medium",
  title: "Every exception is from a rule that exists",
  why: "A misspelt one lets nothing pass, and one from a rule that is gone stays for ever.",
  remedy: "write the name of the rule behind policies.kube-tracing.io/, or remove the annotation",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
  bad: [account({ [`${ANNOTATION}no-such-rule`]: "2027-01-31 it is not there" })],
  good: [account({})],
  check: (object, { names }) =>
    Object.keys(annotationsOf(object))
      .filter((key) => key.startsWith(ANNOTATION) && !names.has(key.slice(ANNOTATION.length)))
      .map((key) => `annotation ${key} names no rule`),
});
