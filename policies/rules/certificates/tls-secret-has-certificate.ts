import { list, namespaceOf, podsOf } from "../../objects";
import { certificateFor } from "../../read/references";
import { secretsIn, type ShownSecret } from "../../read/volumes";
import { each, rule } from "../../rule";
import { certificateWith, mounting } from "./examples";

const NONE: readonly string[] = [];

export const tlsSecretHasCertificate = rule({
  name: "tls-secret-has-certificate",
  family: "certificates",
  scope: "stack",
  severity: "critical",
  settings: { given: NONE },
  meaning: {
    given: "Secrets with certificates that somebody else makes, by name; `*` stands for any",
  },
  title: "Every TLS Secret that a pod mounts is that of a Certificate",
  why: "The pod waits for the Secret for ever, or runs with a certificate that nobody renews.",
  remedy:
    "deploy a Certificate with that secretName in the same namespace, or list the Secret in the setting `given`",
  source: "https://cert-manager.io/docs/usage/certificate/",
  bad: [mounting()],
  good: [mounting(), certificateWith({})],
  check: (object, { stack, settings }) =>
    each(podsOf(object), ({ spec }) => {
      const names = list(spec.volumes)
        .flatMap(secretsIn)
        .filter(isTls)
        .map(({ name }) => name);
      return [...new Set(names)]
        .filter((name) => !settings.given.some((one) => one === "*" || one === name))
        .filter((name) => certificateFor(name, namespaceOf(object), stack) === undefined)
        .filter((name) => {
          const secret = stack.find("Secret", name, namespaceOf(object));
          return secret === undefined || isTyped(secret.manifest);
        })
        .map((name) => `its pods mount Secret ${name}, which no Certificate makes`);
    }),
});

function isTls({ name, keys }: ShownSecret): boolean {
  return (
    /(^|-)(tls|cert|certs|certificate)(-|$)/.test(name) ||
    keys.some((key) => key === "tls.crt" || key === "tls.key")
  );
}

/** A Secret with a certificate that was put there by hand. */
function isTyped(manifest: { type?: string }): boolean {
  return manifest.type === "kubernetes.io/tls";
}
