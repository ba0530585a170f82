import type { Rendered } from "./testing";

/** A manifest or a part of one: shapes differ by kind, and what is missing is undefined. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest of any kind
export type Manifest = any;

/** A pod that an object makes. */
export interface Pod {
  /** The object, such as `Deployment oap`. */
  of: string;
  /** A Job's pod ends; what an operator makes gets its probes, ports and budget from there. */
  kind: "stays" | "ends" | "operated";
  labels: Readonly<Record<string, string>>;
  spec: Manifest;
  /** The largest number of such pods. */
  count: number;
  /** Names of the volumes that it has by itself or by a claim template. */
  volumes: string[];
}

/** `Deployment oap`: what an object is called in a message. */
export function titleOf(object: Rendered): string {
  return `${object.inputs.kind} ${nameOf(object)}`;
}

/** Name in the cluster. */
export function nameOf({ inputs, name }: Rendered): string {
  return inputs.metadata?.name ?? name;
}

export function ofKind(objects: readonly Rendered[], ...kinds: string[]): Rendered[] {
  return objects.filter(({ inputs }) => kinds.includes(inputs.kind));
}

/** A list that may be missing. */
export function list(items: Manifest): Manifest[] {
  return items ?? [];
}

/** Whether labels contain all of a selector. */
export function matches(
  labels: Readonly<Record<string, string>>,
  selector: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([label, value]) => labels[label] === value);
}

/** Every pod that the objects make, those of the ECK operator included. */
export function podsIn(objects: readonly Rendered[]): Pod[] {
  const staying = ofKind(objects, "Deployment", "StatefulSet", "DaemonSet").map((object) => {
    const { template, volumeClaimTemplates } = object.inputs.spec;
    const claims = list(volumeClaimTemplates).map(({ metadata }) => metadata.name);
    const count = countOf(object, objects);
    return pod({ of: titleOf(object), kind: "stays", count }, template, claims);
  });
  const ending = ofKind(objects, "Job").map((object) =>
    pod({ of: titleOf(object), kind: "ends", count: 1 }, object.inputs.spec.template, []),
  );
  const repeated = ofKind(objects, "CronJob").map((object) =>
    pod(
      { of: titleOf(object), kind: "ends", count: 1 },
      object.inputs.spec.jobTemplate.spec.template,
      [],
    ),
  );
  const operated = ofKind(objects, "Elasticsearch").flatMap((object) =>
    list(object.inputs.spec.nodeSets).map(({ count, podTemplate }) =>
      pod({ of: titleOf(object), kind: "operated", count }, podTemplate, []),
    ),
  );
  return [...staying, ...ending, ...repeated, ...operated];
}

/** Every container of every pod, each with a title such as `Deployment oap, container oap`. */
export function containersIn(objects: readonly Rendered[]): [title: string, Manifest][] {
  return podsIn(objects).flatMap(({ of, spec }) => containersOf(of, spec));
}

export function containersOf(of: string, spec: Manifest): [title: string, Manifest][] {
  return [...list(spec.initContainers), ...list(spec.containers)].map((container) => [
    `${of}, container ${container.name}`,
    container,
  ]);
}

/** Whether a container has a port, by number or name. */
export function hasPort(container: Manifest, wanted: string | number): boolean {
  return list(container.ports).some(
    ({ name, containerPort }) => name === wanted || containerPort === wanted,
  );
}

/** Everything that a pod refers to by name: `Secret oap-token`. */
export function referencesOf(spec: Manifest): string[] {
  const volumes = list(spec.volumes).flatMap((volume) => [
    ...(volume.secret ? [`Secret ${volume.secret.secretName}`] : []),
    ...(volume.configMap ? [`ConfigMap ${volume.configMap.name}`] : []),
    ...(volume.persistentVolumeClaim
      ? [`PersistentVolumeClaim ${volume.persistentVolumeClaim.claimName}`]
      : []),
    ...list(volume.projected?.sources).flatMap((source) => [
      ...(source.secret ? [`Secret ${source.secret.name}`] : []),
      ...(source.configMap ? [`ConfigMap ${source.configMap.name}`] : []),
    ]),
  ]);
  const variables = containersOf("", spec).flatMap(([, container]) => [
    ...list(container.env).flatMap(({ valueFrom }) => [
      ...(valueFrom?.secretKeyRef ? [`Secret ${valueFrom.secretKeyRef.name}`] : []),
      ...(valueFrom?.configMapKeyRef ? [`ConfigMap ${valueFrom.configMapKeyRef.name}`] : []),
    ]),
  ]);
  return [
    ...volumes,
    ...variables,
    ...list(spec.imagePullSecrets).map(({ name }) => `Secret ${name}`),
  ];
}

function pod(about: Pick<Pod, "of" | "kind" | "count">, template: Manifest, claims: string[]): Pod {
  const { metadata, spec } = template;
  const volumes = [...list(spec.volumes).map(({ name }) => name), ...claims];
  return { ...about, labels: metadata?.labels ?? {}, spec, volumes };
}

function countOf(object: Rendered, objects: readonly Rendered[]): number {
  const autoscaler = ofKind(objects, "HorizontalPodAutoscaler").find(
    ({ inputs }) => inputs.spec.scaleTargetRef.name === nameOf(object),
  );
  return autoscaler?.inputs.spec.maxReplicas ?? object.inputs.spec.replicas ?? 1;
}
