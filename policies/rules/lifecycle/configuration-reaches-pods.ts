import { deploymentWith } from "../../examples";
import { annotationsOf, type KubernetesObject, nameOf, namespaceOf, podsOf } from "../../objects";
import { fits } from "../../parse/pattern";
import { referencesOf } from "../../read/references";
import { isStartedAnew } from "../../read/restarts";
import { each, rule } from "../../rule";

const NONE: readonly string[] = [];

/** How kustomize ends a name with a hash of the content, and others do, in hexadecimal: no word looks like that. */
const HASHED = /-([2456789bcdfghkmt]{10}|(?=[a-f]*\d)[0-9a-f]{8,64})$/;

const OAP = deploymentWith(
  {},
  { containers: [{ name: "oap", envFrom: [{ configMapRef: { name: "oap" } }] }] },
);
const SETTINGS = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "oap", namespace: "tracing" },
  data: { SW_CORE_RECORD_DATA_TTL: "3" },
};

export const configurationReachesPods = rule({
  name: "configuration-reaches-pods",
  family: "lifecycle",
  scope: "stack",
  severity: "medium",
  settings: { renamed: NONE },
  meaning: {
    renamed:
      "what has a new name for each content, although its name does not tell, such as `ConfigMap oap`; `*` stands for anything",
  },
  title: "Pods start anew when a ConfigMap or Secret that they use has changed",
  why: "Variables never change in a running pod, and most programs read their files once: the change waits for a restart that nobody plans, and pods of one workload differ.",
  remedy:
    "let each content have a name of its own, as Pulumi, kustomize or immutable: true do, or put a checksum of it into an annotation of the pod template",
  source:
    "https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically",
  bad: [OAP, SETTINGS],
  good: [OAP, { ...SETTINGS, immutable: true }],
  check: (object, { stack, settings }) =>
    each(
      podsOf(object).filter(({ kind, isOperated }) => kind === "stays" && !isOperated),
      (pod) => {
        if (isStartedAnew(object, pod)) return [];
        const used = referencesOf(pod).filter(({ where }) => where !== "imagePullSecrets");
        const titles = used.map(({ kind, name }) => `${kind} ${name}`);
        const first = used.filter((_, index) => titles.indexOf(titles[index] ?? "") === index);
        return each(first, ({ kind, name, where }) => {
          const source =
            kind === "PersistentVolumeClaim"
              ? undefined
              : stack.find(kind, name, namespaceOf(object));
          if (source === undefined || isRenamed(source, settings.renamed)) return [];
          return [
            `${where} uses ${source.title}, which keeps its name when its content changes, and no annotation of the pods changes with it`,
          ];
        });
      },
    ),
});

/** Whether other content comes under another name. */
function isRenamed(source: KubernetesObject, renamed: readonly string[]): boolean {
  return (
    source.manifest.immutable === true ||
    annotationsOf(source)["pulumi.com/autonamed"] === "true" ||
    HASHED.test(nameOf(source) ?? "") ||
    fits(source.title, renamed)
  );
}
