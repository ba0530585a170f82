import { list } from "../../objects";
import { each, rule, when } from "../../rule";
import { ingressWith } from "./examples";

const RULES = [{ host: "tracing.example.com" }];

export const ingressHasTls = rule({
  name: "ingress-has-tls",
  family: "exposure",
  scope: "resource",
  severity: "high",
  from: "uat",
  title: "Every host of an Ingress has TLS",
  why: "Traces, log lines and passwords pass in the clear.",
  remedy: "list the host in spec.tls[].hosts, with a secretName",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
  frameworks: ["NSA-CISA C-0263"],
  sameAs: [
    "polaris/tlsSettingsMissing",
    "kyverno/require-ingress-https",
    "kyverno/ingress-host-match-tls",
  ],
  bad: [ingressWith({ rules: RULES })],
  good: [
    ingressWith({
      rules: RULES,
      tls: [{ hosts: ["tracing.example.com"], secretName: "page-tls" }],
    }),
  ],
  check: ({ kind, manifest }) => {
    if (kind !== "Ingress") return [];
    const tls = list(manifest.spec?.tls).flatMap(({ hosts }) => list(hosts).map(String));
    return each(list(manifest.spec?.rules), ({ host }) =>
      when(
        host && !tls.some((one) => isFor(one, String(host))),
        `spec.tls has no entry for the host ${host}`,
      ),
    );
  },
});

function isFor(pattern: string, host: string): boolean {
  return pattern.startsWith("*.") ? host.replace(/^[^.]+/, "*") === pattern : host === pattern;
}
