import { holdsSecret, isSecretName } from "../../read/secrets";
import { spokenIn } from "../../parse/settings";
import { each, rule, when } from "../../rule";

export const noSecretInConfigMap = rule({
  name: "no-secret-in-config-map",
  family: "exposure",
  scope: "resource",
  severity: "critical",
  title: "No ConfigMap holds a secret",
  why: "ConfigMaps are read by many, stored in the clear, and shown in previews and reviews.",
  remedy:
    "move the file into a Secret, or let it read the value from a file or a variable such as `${env:PASSWORD}`",
  source: "https://kubernetes.io/docs/concepts/configuration/configmap/",
  frameworks: ["NSA-CISA C-0012"],
  sameAs: ["polaris/sensitiveConfigmapContent", "trivy/KSV-0109", "trivy/KSV-1010"],
  bad: [configMap("password: correct-horse-battery")],
  good: [configMap("password: ${env:ES_PASSWORD}")],
  check: ({ kind, manifest }) =>
    each(kind === "ConfigMap" ? Object.keys(manifest.data ?? {}) : [], (key) => {
      const text = String(manifest.data[key]);
      return [
        ...when(isSecretName(key) && holdsSecret(key, text), `data.${key} is a secret`),
        ...when(/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text), `data.${key} holds a private key`),
        ...[
          ...new Set(
            spokenIn(key, text).flatMap((one) =>
              when(
                holdsSecret(one.key, one.value),
                `data.${key}: ${one.key || "a URL"} holds a secret`,
              ),
            ),
          ),
        ],
      ];
    }),
});

function configMap(text: string) {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "jaeger", namespace: "tracing" },
    data: { "config.yaml": text },
  };
}
