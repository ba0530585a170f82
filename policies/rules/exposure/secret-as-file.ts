import { containersIn, list } from "../../objects";
import { each, rule } from "../../rule";
import { variablesOf } from "./examples";
import { deploymentWith } from "../../examples";

/** OAP reads a token from nowhere else, and the others only from one file of its own form. */
const ONLY_VARIABLES: readonly string[] = [
  "SW_AUTHENTICATION",
  "SW_ES_USER",
  "SW_ES_PASSWORD",
  "SW_STORAGE_ES_SSL_JKS_PASS",
  "STORE_PASSWORD",
];

export const secretAsFile = rule({
  name: "secret-as-file",
  family: "exposure",
  scope: "resource",
  severity: "low",
  from: "prod",
  settings: { variables: ONLY_VARIABLES },
  meaning: {
    variables:
      "variables that may come from a Secret, as their program does not read the file of a Secret instead",
  },
  title: "Secrets reach programs as files",
  why: "Variables show up in dumps and child processes, and change only when the pod starts anew.",
  remedy: "mount the Secret, and name the file in the *_FILE variable or setting of the program",
  source: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  frameworks: ["NSA-CISA C-0207", "CIS 5.4.1"],
  sameAs: [
    "kube-linter/read-secret-from-env-var",
    "checkov/CKV_K8S_35",
    "kyverno/secrets-not-from-env-vars",
    "monokle/KBP112",
  ],
  bad: [
    variablesOf({
      name: "ELASTIC_PASSWORD",
      valueFrom: { secretKeyRef: { name: "es", key: "password" } },
    }),
  ],
  good: [
    deploymentWith(
      {},
      {
        containers: [{ name: "oap", volumeMounts: [{ name: "password", mountPath: "/password" }] }],
        volumes: [{ name: "password", secret: { secretName: "es" } }],
      },
    ),
  ],
  check: (object, { settings }) =>
    each(containersIn(object), ({ title, spec }) => [
      ...list(spec.env)
        .filter(
          ({ name, valueFrom }) => valueFrom?.secretKeyRef && !settings.variables.includes(name),
        )
        .map(({ name }) => `${title}: ${name} comes from a Secret as a variable`),
      ...list(spec.envFrom)
        .filter(({ secretRef }) => secretRef)
        .map(({ secretRef }) => `${title}: every key of Secret ${secretRef.name} is a variable`),
    ]),
});
