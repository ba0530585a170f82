import { nameOf, namespaceOf } from "../../objects";
import { rule, when } from "../../rule";
import { certificateWith } from "./examples";

const ISSUER = {
  apiVersion: "cert-manager.io/v1",
  kind: "Issuer",
  metadata: { name: "tracing-ca", namespace: "tracing" },
  spec: {},
};
const OWN = certificateWith({ issuerRef: { kind: "Issuer", name: "tracing-ca" } });

export const certificateHasIssuer = rule({
  name: "certificate-has-issuer",
  family: "certificates",
  scope: "stack",
  severity: "critical",
  title: "The Issuer of every Certificate exists, and all of the stack come from one",
  why: "Without it there is never a Secret; from two of them, members do not trust each other.",
  remedy: "name an Issuer of the same namespace, or one ClusterIssuer for all",
  source: "https://cert-manager.io/docs/configuration/issuers/",
  bad: [OWN],
  good: [OWN, ISSUER],
  check: (object, { stack }) => {
    if (object.kind !== "Certificate") return [];
    const {
      kind = "Issuer",
      name,
      group = "cert-manager.io",
    } = object.manifest.spec?.issuerRef ?? {};
    if (group !== "cert-manager.io") return [];
    const namespace = kind === "Issuer" ? namespaceOf(object) : undefined;
    const isMissing = kind === "Issuer" && stack.find("Issuer", name, namespace) === undefined;
    const others = stack
      .ofKind("Certificate")
      .filter(({ manifest }) => manifest.spec?.isCA !== true && object.manifest.spec?.isCA !== true)
      .filter(({ manifest }) => namespaceOf(object) === manifest.metadata?.namespace)
      .filter(({ manifest }) => manifest.spec?.issuerRef?.name !== name)
      .map(
        (one) =>
          `issuerRef names ${kind} ${name}, and that of ${nameOf(one)} names ${one.manifest.spec?.issuerRef?.name}`,
      );
    return [
      ...when(isMissing, `issuerRef names Issuer ${name}, which is not in its namespace`),
      ...others,
    ];
  },
});
