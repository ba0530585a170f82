import { containersIn, list } from "../../objects";
import { holdsSecret } from "../../read/secrets";
import { each, rule, when } from "../../rule";
import { variablesOf } from "./examples";

export const noSecretInVariable = rule({
  name: "no-secret-in-variable",
  family: "exposure",
  scope: "resource",
  severity: "critical",
  title: "No variable or argument holds a secret in the clear",
  why: "Everybody who may read the workload reads it, and so does the state of Pulumi.",
  remedy: "put it into a Secret, and refer to it with secretKeyRef or a mounted file",
  source: "https://kubernetes.io/docs/concepts/configuration/secret/",
  frameworks: ["NSA-CISA C-0012", "NSA-CISA C-0259"],
  sameAs: ["kube-linter/env-var-secret", "polaris/sensitiveContainerEnvVar", "monokle/KBP111"],
  bad: [variablesOf({ name: "SW_ES_PASSWORD", value: "a password" })],
  good: [
    variablesOf({
      name: "SW_ES_PASSWORD",
      valueFrom: { secretKeyRef: { name: "es", key: "password" } },
    }),
  ],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) => [
      ...each(list(spec.env), ({ name, value }) =>
        when(
          holdsSecret(String(name), String(value ?? "")),
          `${title}: ${name} holds a secret in the clear`,
        ),
      ),
      ...each([...list(spec.command), ...list(spec.args)], (word) => {
        const [, flag = "", value = ""] = /^-{1,2}([\w.-]+)=(.*)$/.exec(String(word)) ?? [];
        const isSecret =
          flag === "" ? /:\/\/[^/\s:@]+:[^/\s@$]+@/.test(String(word)) : holdsSecret(flag, value);
        return when(
          isSecret,
          `${title}: its argument ${flag === "" ? "with a URL" : `--${flag}`} holds a secret in the clear`,
        );
      }),
    ]),
});
