import { podsOf } from "../../objects";
import { fits } from "../../parse/pattern";
import { keysOf, referencesOf } from "../../read/references";
import { each, rule } from "../../rule";
import { oapWith } from "./examples";

const NONE: readonly string[] = [];
const TOKEN = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "oap-token", namespace: "tracing" },
};

export const referenceExists = rule({
  name: "reference-exists",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  settings: { given: NONE },
  meaning: {
    given:
      "what somebody else puts into the namespace, such as `Secret registry-pull-secret`; `*` stands for anything",
  },
  title: "Every ConfigMap, Secret, claim and key that a pod refers to exists",
  why: "The pod waits in ContainerCreating or CreateContainerConfigError for ever.",
  remedy:
    "deploy the object with that key, or list it in the setting `given` when somebody else brings it",
  source: "https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret",
  sameAs: ["kube-linter/env-value-from", "monokle/LNK001"],
  bad: [
    oapWith({
      env: [
        {
          name: "SW_AUTHENTICATION",
          valueFrom: { secretKeyRef: { name: "oap-token", key: "token" } },
        },
      ],
    }),
  ],
  good: [
    oapWith({
      env: [
        {
          name: "SW_AUTHENTICATION",
          valueFrom: { secretKeyRef: { name: "oap-token", key: "token" } },
        },
      ],
    }),
    { ...TOKEN, stringData: { token: "…" } },
  ],
  check: (object, { stack, settings }) =>
    each(podsOf(object).flatMap(referencesOf), (reference) => {
      const { kind, name, where } = reference;
      if (fits(`${kind} ${name}`, settings.given)) return [];
      const keys = keysOf(reference, object, stack);
      if (keys === undefined) return [`${where} refers to ${kind} ${name}, which is not there`];
      return reference.keys
        .filter((key) => keys !== "any" && !keys.includes(key))
        .map(
          (key) => `${where} refers to key ${key} of ${kind} ${name}, which has only ${told(keys)}`,
        );
    }),
});

function told(keys: readonly string[] | "any"): string {
  return keys === "any" ? "" : keys.join(", ") || "none";
}
