import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { envVars } from "../kit/env";
import { imageOf, pullSecretsOf } from "../kit/image";
import { placed } from "../kit/placement";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { Gate } from "../kit/store";
import { caVolume } from "../kit/tls";
import type { Settled } from "./args";
import { CA_FOLDER, type Step, type Task } from "./tasks";

type PodSpec = k8s.types.input.core.v1.PodSpec;

/** What a pod is made of besides its task. */
export interface Around {
  account: pulumi.Input<string>;
  /** What it waits for before it begins. */
  gate?: Gate;
}

/** Spec of a pod that does a task: on a read-only root, without a token. */
export function taskPod(task: Task, settled: Settled, { account, gate }: Around): PodSpec {
  const { images, placement, store } = settled;
  const { ca } = store.connection;
  const container = (step: Step) => containerOf(step, settled);
  const first = [...(gate?.initContainers ?? []), ...task.before.map(container)];
  return {
    serviceAccountName: account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: "Never",
    securityContext: podSecurity(),
    ...pullSecretsOf(images),
    ...placed(placement),
    ...(first.length === 0 ? {} : { initContainers: first }),
    containers: task.steps.map(container),
    volumes: [...(gate?.volumes ?? []), ...(ca === undefined ? [] : [caVolume("store-ca", ca)])],
  };
}

function containerOf({ name, image, command, args, env }: Step, settled: Settled) {
  const { images, resources, store } = settled;
  return {
    name,
    ...imageOf(image.repository, image.tag, images),
    ...(command === undefined ? {} : { command }),
    args,
    env: envVars(env),
    resources,
    securityContext: CONTAINER_SECURITY,
    volumeMounts:
      store.connection.ca === undefined
        ? []
        : [{ name: "store-ca", mountPath: CA_FOLDER, readOnly: true }],
  };
}
