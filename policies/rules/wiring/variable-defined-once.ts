import { containersIn, list } from "../../objects";
import { each, rule } from "../../rule";
import { oapWith } from "./examples";

export const variableDefinedOnce = rule({
  name: "variable-defined-once",
  family: "wiring",
  scope: "resource",
  severity: "high",
  title: "No container defines a variable twice",
  why: "The last one wins without a word: so JAVA_OPTS loses its -Dmode.",
  remedy: "merge the two entries into one",
  source:
    "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
  frameworks: ["NSA-CISA C-0295"],
  sameAs: ["kube-score/environment-variable-key-duplication", "kube-linter/duplicate-env-var"],
  bad: [
    oapWith({
      env: [
        { name: "JAVA_OPTS", value: "-Dmode=no-init" },
        { name: "JAVA_OPTS", value: "-Xmx2g" },
      ],
    }),
  ],
  good: [oapWith({ env: [{ name: "JAVA_OPTS", value: "-Dmode=no-init -Xmx2g" }] })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) => {
      const names = list(spec.env).map(({ name }) => String(name));
      const twice = names.filter((name, index) => names.indexOf(name) !== index);
      return [...new Set(twice)].map((name) => `${title} defines ${name} more than once`);
    }),
});
