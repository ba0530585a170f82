import type * as pulumi from "@pulumi/pulumi";

/** Where images come from, the same for every component of a platform. */
export interface Images {
  /** Registry that mirrors all images, such as `registry.example.com/mirror`. @default the public ones */
  registry?: string;
  /** @default "IfNotPresent": every image is pinned to a version, so one pull per node is enough. */
  pullPolicy?: "Always" | "IfNotPresent";
  /** Names of Secrets of type `kubernetes.io/dockerconfigjson` in the namespace of the pods. */
  pullSecrets?: pulumi.Input<string>[];
}

/**
 * Reference and pull policy of a container: `docker.io/apache/skywalking-ui:10.4.0`. A mirror
 * replaces the registry and keeps the path.
 */
export function imageOf(repository: string, tag: string, images: Images = {}) {
  const path = repository.slice(repository.indexOf("/") + 1);
  const source = images.registry === undefined ? repository : `${images.registry}/${path}`;
  return { image: `${source}:${tag}`, imagePullPolicy: images.pullPolicy ?? "IfNotPresent" };
}

/** `imagePullSecrets` of a pod; absent when none is needed. */
export function pullSecretsOf(images: Images = {}) {
  const names = images.pullSecrets ?? [];
  return names.length === 0 ? {} : { imagePullSecrets: names.map((name) => ({ name })) };
}
