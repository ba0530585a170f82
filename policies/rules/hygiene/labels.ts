import { type Manifest, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";

const LABELS = ["name", "instance", "part-of"].map((name) => `app.kubernetes.io/${name}`);

const deployment = (labels: Manifest): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "oap", namespace: "tracing", labels },
  spec: { selector: {}, template: { metadata: { labels }, spec: { containers: [] } } },
});

export const recommendedLabels = rule({
  name: "recommended-labels",
  family: "hygiene",
  scope: "resource",
  severity: "low",
  title: "Workloads and their pods carry the recommended labels",
  why: "Dashboards, alerts and people find by them what belongs together, and whose it is.",
  remedy:
    "set app.kubernetes.io/name, instance and part-of on the workload and in its pod template",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
  frameworks: ["NSA-CISA C-0076", "NSA-CISA C-0077"],
  sameAs: ["kyverno/require-labels", "monokle/MTD-recommended-labels"],
  bad: [deployment({ app: "oap" })],
  good: [deployment(Object.fromEntries(LABELS.map((label) => [label, "oap"])))],
  check: (object) => {
    const pods = podsOf(object).filter(({ isOperated }) => !isOperated);
    const places = pods.flatMap(({ metadata }) => [
      { title: "it has", labels: object.manifest.metadata?.labels },
      ...(object.kind === "Pod" ? [] : [{ title: "its pods have", labels: metadata.labels }]),
    ]);
    return each(places, ({ title, labels }) => {
      const missing = LABELS.filter((label) => labels?.[label] === undefined);
      return when(missing.length > 0, `${title} no label ${missing.join(", ")}`);
    });
  },
});
