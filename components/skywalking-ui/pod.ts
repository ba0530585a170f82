import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type Env, envVars } from "../kit/env";
import { imageOf, type Images, pullSecretsOf } from "../kit/image";
import { type Placement, placed } from "../kit/placement";
import { containerPorts } from "../kit/ports";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { Page } from "./page";

/** Names of the objects that the pod refers to; a page has those only that it needs. */
export interface Objects {
  account: pulumi.Input<string>;
  configMap?: pulumi.Input<string>;
  secret?: pulumi.Input<string>;
  claim?: pulumi.Input<string>;
}

/** Pod of a page, on a read-only root. */
export function podOf(
  page: Page,
  objects: Objects,
  given: { env: Env; images?: Images; placement?: Placement },
): k8s.types.input.core.v1.PodSpec {
  const folders = foldersOf(page, objects);
  return {
    serviceAccountName: objects.account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    terminationGracePeriodSeconds: 30,
    ...pullSecretsOf(given.images),
    ...placed(given.placement),
    containers: [
      {
        name: "ui",
        ...imageOf("docker.io/apache/skywalking-ui", page.tag, given.images),
        ports: containerPorts(page.ports),
        env: envVars({ ...page.env, ...secretEnv(page, objects), ...given.env }),
        resources: page.resources,
        securityContext: CONTAINER_SECURITY,
        ...page.probes,
        // Requests still arrive until every node has taken the pod out of the Service.
        lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } },
        volumeMounts: folders.map(({ name, mount }) => ({ name, ...mount })),
      },
    ],
    volumes: folders.map(({ name, volume }) => ({ name, ...volume })),
  };
}

function secretEnv({ secrets }: Page, { secret }: Objects): Env {
  if (secret === undefined) return {};
  return Object.fromEntries(
    Object.keys(secrets).map((key) => [key, { secret: { name: secret, key } }]),
  );
}

/** What is mounted: a volume and the place that it is seen at. */
interface Folder {
  name: string;
  volume: Omit<k8s.types.input.core.v1.Volume, "name">;
  mount: Omit<k8s.types.input.core.v1.VolumeMount, "name">;
}

function foldersOf({ file, data }: Page, { configMap, claim }: Objects): Folder[] {
  const folders: Folder[] = [
    { name: "tmp", volume: { emptyDir: { sizeLimit: "64Mi" } }, mount: { mountPath: "/tmp" } },
  ];
  if (file !== undefined && configMap !== undefined) {
    const { folder, name } = file;
    const mount = { mountPath: `${folder}/${name}`, subPath: name, readOnly: true };
    folders.push({ name: "config", volume: { configMap: { name: configMap } }, mount });
  }
  if (data !== undefined) {
    const volume =
      claim === undefined
        ? { emptyDir: { sizeLimit: "256Mi" } }
        : { persistentVolumeClaim: { claimName: claim } };
    folders.push({ name: "data", volume, mount: { mountPath: data.folder } });
  }
  return folders;
}
