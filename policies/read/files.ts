import {
  containersOf,
  type KubernetesObject,
  list,
  type Manifest,
  namespaceOf,
  type Pod,
} from "../objects";
import type { Stack } from "../stack";

/** A file that a container sees. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
  /** The ConfigMap that it comes from. */
  readonly of: KubernetesObject;
  /** Key in the ConfigMap. */
  readonly key: string;
}

/** Files that a container gets from the ConfigMaps of the stack. */
export function filesOf(
  container: Manifest,
  about: { pod: Pod; of: KubernetesObject },
  stack: Stack,
) {
  const volumes = list(about.pod.spec.volumes);
  return list(container.volumeMounts).flatMap((mount) => {
    const volume = volumes.find(({ name }) => name === mount.name);
    return configMapsOf(volume).flatMap(({ name, items }): ConfigFile[] => {
      const of = stack.find("ConfigMap", name, namespaceOf(about.of));
      if (of === undefined) return [];
      return Object.keys(of.manifest.data ?? {}).flatMap((key) => {
        const item = list(items).find((one) => one.key === key);
        if (list(items).length > 0 && item === undefined) return [];
        const inside: string = item?.path ?? key;
        if (mount.subPath !== undefined && mount.subPath !== inside) return [];
        const path = mount.subPath === undefined ? `${mount.mountPath}/${inside}` : mount.mountPath;
        return [{ path: path.replaceAll("//", "/"), text: String(of.manifest.data[key]), of, key }];
      });
    });
  });
}

/** Every ConfigMap of which a pod mounts something or takes a variable. */
export function configMapsFor(pod: Pod, owner: KubernetesObject, stack: Stack): KubernetesObject[] {
  const names = [
    ...list(pod.spec.volumes).flatMap((volume) => configMapsOf(volume).map(({ name }) => name)),
    ...containersOf(pod).flatMap(({ spec }) =>
      list(spec.envFrom).flatMap(({ configMapRef }) => configMapRef?.name ?? []),
    ),
  ];
  return [...new Set(names)].flatMap(
    (name) => stack.find("ConfigMap", name, namespaceOf(owner)) ?? [],
  );
}

function configMapsOf(volume: Manifest): { name: string; items: Manifest }[] {
  return [
    volume?.configMap,
    ...list(volume?.projected?.sources).map(({ configMap }) => configMap),
  ].filter((one) => one?.name !== undefined);
}
