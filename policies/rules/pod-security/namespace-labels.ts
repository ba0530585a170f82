import type { Manifest } from "../../objects";
import { rule, when } from "../../rule";

const PREFIX = "pod-security.kubernetes.io/";
const SOURCE = "https://kubernetes.io/docs/concepts/security/pod-security-admission/";

const NOBODY: readonly string[] = [];

const namespaceWith = (labels: Manifest) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tracing", labels },
});

export const namespaceLabels = rule({
  name: "namespace-pod-security",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "Every namespace says which Pod Security Standard holds in it",
  why: "Without the labels the API server admits any pod; without a version, an upgrade of the cluster changes the rules.",
  remedy:
    "label the namespace with enforce, enforce-version, warn and audit of pod-security.kubernetes.io",
  source: SOURCE,
  frameworks: ["CIS 5.2.1"],
  sameAs: ["kyverno/add-psa-labels"],
  settings: { privileged: NOBODY },
  meaning: { privileged: "Names of the namespaces that may be `privileged`, for agents on nodes." },
  bad: [namespaceWith({})],
  good: [
    namespaceWith({
      [`${PREFIX}enforce`]: "restricted",
      [`${PREFIX}enforce-version`]: "v1.34",
      [`${PREFIX}warn`]: "restricted",
      [`${PREFIX}audit`]: "restricted",
    }),
  ],
  check: ({ kind, manifest }, { settings }) => {
    if (kind !== "Namespace") return [];
    const { name, labels } = manifest.metadata;
    const missing = ["enforce", "enforce-version", "warn", "audit"].filter(
      (label) => labels?.[`${PREFIX}${label}`] === undefined,
    );
    const isOpen = labels?.[`${PREFIX}enforce`] === "privileged";
    return [
      ...missing.map((label) => `it has no label ${PREFIX}${label}`),
      ...when(isOpen && !settings.privileged.includes(name), "it admits privileged pods"),
    ];
  },
});
