import type * as pulumi from "@pulumi/pulumi";
import { NEW_BEFORE_OLD, spread } from "../kit/availability";
import { type Endpoint, admissions } from "../kit/endpoint";
import { type Env, envVars } from "../kit/env";
import { imageOf, pullSecretsOf } from "../kit/image";
import { placed } from "../kit/placement";
import { containerPorts } from "../kit/ports";
import { mostOf, replicasOf } from "../kit/scale";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import { callsApi } from "./access";
import { coordinatorTargets } from "./coordinator";
import type { Files } from "./files";
import { roleLabels } from "./labels";
import { named, type Own } from "./own";
import { goodbye, probes } from "./probes";
import { openPorts } from "./services";
import type { Settled } from "./settled";
import { flushSeconds, storageTargets } from "./storage";
import type { Role } from "./topology";

/** What a pod starts with. */
export interface Start {
  env: Env;
  files: Files;
  serviceAccountName: pulumi.Input<string>;
}

/** Template of the init Job. */
export function initPod({ settled, init }: Own, start: Start) {
  const targets = storageTargets(settled.storage);
  return {
    metadata: { labels: { ...init.labels, ...admissions(targets) } },
    spec: {
      ...common(settled, start),
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      containers: [container(settled, start)],
    },
  };
}

/** A Deployment. Pods go one by one, and only once the next is ready. */
export function deployment(own: Own, role: Role, start: Start & { job: pulumi.Input<string> }) {
  const { name, settled } = own;
  const labels = roleLabels(name, settled.version, role);
  const { lifecycle, terminationGracePeriodSeconds } = goodbye(flushSeconds(settled.storage));
  return {
    metadata: { ...named(own, role.suffix), labels: labels.labels },
    spec: {
      ...replicasOf(role.scale),
      selector: { matchLabels: labels.selector },
      strategy: NEW_BEFORE_OLD,
      // Longer than the startup probe allows, so that it is the probe that decides.
      progressDeadlineSeconds: 900,
      template: {
        metadata: {
          labels: { ...labels.labels, ...admissions(targetsOf(settled)) },
          // Read from the Job, which is there once it is done: no pod starts without the schema.
          annotations: { "kube-tracing.io/schema": start.job },
        },
        spec: {
          ...common(settled, start),
          automountServiceAccountToken: callsApi(settled),
          terminationGracePeriodSeconds,
          ...(mostOf(role.scale) > 1 ? { topologySpreadConstraints: spread(labels) } : {}),
          containers: [
            {
              ...container(settled, start),
              ports: containerPorts(openPorts(settled)),
              ...probes({ tls: settled.grpc.tls !== undefined }),
              lifecycle,
            },
          ],
        },
      },
    },
  };
}

/** Where a pod of OAP connects to, besides its peers and the Kubernetes API. */
export function targetsOf({ storage, coordinator, reaches }: Settled): Endpoint[] {
  return [...storageTargets(storage), ...coordinatorTargets(coordinator), ...reaches];
}

function common({ images, placement }: Settled, { files, serviceAccountName }: Start) {
  return {
    ...pullSecretsOf(images),
    ...placed(placement),
    serviceAccountName,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    ...(files.initContainers.length === 0 ? {} : { initContainers: files.initContainers }),
    volumes: files.volumes,
  };
}

function container({ version, images, resources }: Settled, { env, files }: Start) {
  return {
    name: "oap",
    ...imageOf("docker.io/apache/skywalking-oap-server", version, images),
    env: envVars(env),
    resources,
    securityContext: CONTAINER_SECURITY,
    volumeMounts: files.volumeMounts,
  };
}
