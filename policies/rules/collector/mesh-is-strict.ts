import { each, rule, when } from "../../rule";

const peers = (mode: string) => ({
  apiVersion: "security.istio.io/v1",
  kind: "PeerAuthentication",
  metadata: { name: "default", namespace: "tracing" },
  spec: { mtls: { mode } },
});

export const meshIsStrict = rule({
  name: "mesh-is-strict",
  family: "collector",
  scope: "resource",
  severity: "high",
  from: "prod",
  title: "A mesh takes only connections with mutual TLS",
  why: "PERMISSIVE takes plain text from everybody as well.",
  remedy: "set mtls.mode to STRICT",
  source: "https://istio.io/latest/docs/reference/config/security/peer_authentication/",
  frameworks: ["NSA-CISA C-0266"],
  sameAs: ["kyverno/enforce-strict-mtls"],
  bad: [peers("PERMISSIVE")],
  good: [peers("STRICT")],
  check: ({ kind, manifest }) => {
    if (kind !== "PeerAuthentication") return [];
    const ports = Object.entries<{ mode?: string }>(manifest.spec?.portLevelMtls ?? {});
    return [
      ...when(
        ["PERMISSIVE", "DISABLE"].includes(manifest.spec?.mtls?.mode),
        `spec.mtls.mode is ${manifest.spec?.mtls?.mode}; give STRICT`,
      ),
      ...each(ports, ([port, { mode }]) =>
        when(
          mode === "DISABLE" || mode === "PERMISSIVE",
          `spec.portLevelMtls.${port}.mode is ${mode}; give STRICT`,
        ),
      ),
    ];
  },
});
