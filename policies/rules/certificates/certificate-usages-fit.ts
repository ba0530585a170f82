import { list } from "../../objects";
import { rule, when } from "../../rule";
import { certificateWith } from "./examples";

export const certificateUsagesFit = rule({
  name: "certificate-usages-fit",
  family: "certificates",
  scope: "resource",
  severity: "high",
  title: "A Certificate says what it is for, has a name, and is no CA unless it is meant as one",
  why: "A server without server auth is refused; a leaf that is a CA signs whatever its pod likes.",
  remedy: "list server auth or client auth in spec.usages, and leave isCA out of what pods mount",
  source: "https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.KeyUsage",
  bad: [certificateWith({ isCA: true })],
  good: [certificateWith({})],
  check: ({ kind, manifest }) => {
    if (kind !== "Certificate") return [];
    const { usages, isCA, dnsNames, ipAddresses, uris, commonName, literalSubject } =
      manifest.spec ?? {};
    const all = list(usages).map(String);
    const isAuth = all.some((usage) => usage === "server auth" || usage === "client auth");
    const isNamed = [dnsNames, ipAddresses, uris].some((names) => list(names).length > 0);
    return [
      ...when(isCA === true && isAuth, "spec.isCA is true, and spec.usages are those of a leaf"),
      ...when(isCA !== true && !isAuth, "spec.usages has neither server auth nor client auth"),
      ...when(isCA !== true && !isNamed, "it has no dnsNames"),
      ...when(
        isCA === true && !commonName && !literalSubject,
        "it is a CA without spec.commonName",
      ),
    ];
  },
});
