import { rule } from "../../rule";
import { ingressWith } from "./examples";

export const noIngressSnippet = rule({
  name: "no-ingress-snippet",
  family: "exposure",
  scope: "resource",
  severity: "high",
  title: "No Ingress brings NGINX configuration of its own",
  why: "A snippet can read every Secret that the controller may read (CVE-2021-25742).",
  remedy: "use the annotation for that purpose, or a Gateway",
  source: "https://github.com/kubernetes/kubernetes/issues/126811",
  frameworks: ["NSA-CISA C-0059"],
  sameAs: [
    "checkov/CKV_K8S_152",
    "checkov/CKV_K8S_153",
    "checkov/CKV_K8S_154",
    "kyverno/disallow-ingress-nginx-custom-snippets",
  ],
  bad: [ingressWith({}, { "nginx.ingress.kubernetes.io/server-snippet": "return 200;" })],
  good: [ingressWith({}, { "nginx.ingress.kubernetes.io/backend-protocol": "GRPC" })],
  check: ({ kind, manifest }) =>
    Object.keys(kind === "Ingress" ? (manifest.metadata?.annotations ?? {}) : {})
      .filter((name) => /-snippet$/.test(name))
      .map((name) => `it has the annotation ${name}`),
});
