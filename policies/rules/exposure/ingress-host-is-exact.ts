import { list } from "../../objects";
import { each, rule, when } from "../../rule";
import { ingressWith } from "./examples";

export const ingressHostIsExact = rule({
  name: "ingress-host-is-exact",
  family: "exposure",
  scope: "resource",
  severity: "medium",
  title: "Every rule of an Ingress names one host, and nothing answers for all others",
  why: "An empty or wildcard host takes the requests of other applications.",
  remedy: "write the full host in each rule, and leave spec.defaultBackend out",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards",
  sameAs: [
    "kyverno/restrict-ingress-wildcard",
    "kyverno/disallow-empty-ingress-host",
    "kyverno/restrict-ingress-defaultbackend",
  ],
  bad: [ingressWith({ rules: [{ host: "*.example.com" }] })],
  good: [ingressWith({ rules: [{ host: "tracing.example.com" }] })],
  check: ({ kind, manifest }) => {
    if (kind !== "Ingress") return [];
    return [
      ...when(Boolean(manifest.spec?.defaultBackend), "spec.defaultBackend answers for every host"),
      ...each(list(manifest.spec?.rules), ({ host }) => [
        ...when(!host, "a rule has no host"),
        ...when(String(host).startsWith("*"), `the host ${host} is a wildcard`),
      ]),
    ];
  },
});
