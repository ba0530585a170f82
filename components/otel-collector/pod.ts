import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { envVars } from "../kit/env";
import { imageOf, pullSecretsOf } from "../kit/image";
import { HEALTH_PORT, healthProbes } from "../kit/otel/health";
import { NODE_NAME } from "../kit/otel/kubernetes-attributes";
import { declared } from "../kit/otel/listening";
import { goMemoryLimit } from "../kit/otel/memory";
import { POD_IP } from "../kit/otel/settings";
import { METRICS_PORT } from "../kit/otel/telemetry";
import { placed } from "../kit/placement";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import { type CaBundle, caVolume } from "../kit/tls";
import { callsApi } from "./access";
import { isStored } from "./config";
import { FILE, FOLDERS } from "./folders";
import { headerSources } from "./headers";
import { destinations, openPorts } from "./parts";
import type { Settled } from "./settled";

/** Names of the objects that the pod refers to. */
export interface Objects {
  account: pulumi.Input<string>;
  configMap: pulumi.Input<string>;
  /** Secret with the headers that were given as text. */
  headers?: pulumi.Input<string>;
  /** Secret with the certificate of the receivers. */
  certificate?: pulumi.Input<string>;
}

/** Name of the volume of queues. */
export const QUEUES = "queues";

/** Spec of a pod: the Collector alone, on a read-only root. */
export function podSpec(settled: Settled, objects: Objects) {
  const { version, distribution, images, placement, resources } = settled;
  const { drainSeconds, preStopSeconds = 0 } = settled;
  const folders = foldersOf(settled, objects);
  const stored = isStored(settled) ? [{ name: QUEUES, mountPath: FOLDERS.queues }] : [];
  return {
    serviceAccountName: objects.account,
    automountServiceAccountToken: callsApi(settled),
    enableServiceLinks: false,
    securityContext: podSecurity(),
    terminationGracePeriodSeconds: preStopSeconds + drainSeconds,
    ...pullSecretsOf(images),
    ...placed(placement),
    containers: [
      {
        name: "otelcol",
        ...imageOf(`docker.io/otel/opentelemetry-collector-${distribution}`, version, images),
        args: [`--config=${FOLDERS.config}/${FILE}`],
        env: envVars({
          [POD_IP]: { field: "status.podIP" },
          [NODE_NAME]: { field: "spec.nodeName" },
          GOMEMLIMIT: goMemoryLimit(resources),
          ...settled.env,
        }),
        ports: declared([...openPorts(settled), METRICS_PORT, HEALTH_PORT]),
        resources,
        securityContext: CONTAINER_SECURITY,
        ...healthProbes(),
        ...(preStopSeconds === 0
          ? {}
          : { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } }),
        volumeMounts: [
          ...folders.map(({ name, mountPath }) => ({ name, mountPath, readOnly: true })),
          ...stored,
        ],
      },
    ],
    volumes: folders.map(({ name, volume }) => ({ ...volume, name })),
  };
}

/** The claim of a pod with queues on a volume. */
export function queueClaim({ mode }: Settled, labels: Readonly<Record<string, string>>) {
  if (mode.kind !== "statefulset") return [];
  const { size, storageClass } = mode.volume;
  return [
    {
      metadata: { name: QUEUES, labels },
      spec: {
        accessModes: ["ReadWriteOnce"],
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        resources: { requests: { storage: size } },
      },
    },
  ];
}

/** What is mounted, and where it is seen. */
interface Folder {
  name: string;
  mountPath: string;
  volume: Omit<k8s.types.input.core.v1.Volume, "name">;
}

function foldersOf(settled: Settled, { configMap, certificate, headers }: Objects): Folder[] {
  const { tls, exporters } = settled;
  const sources = headerSources(settled, headers);
  return [
    { name: "config", mountPath: FOLDERS.config, volume: { configMap: { name: configMap } } },
    ...(certificate === undefined ? [] : [secret("certificate", FOLDERS.server, certificate)]),
    ...(tls?.clientCa === undefined ? [] : [bundle("client-ca", FOLDERS.clientCa, tls.clientCa)]),
    ...(sources.length === 0
      ? []
      : [{ name: "headers", mountPath: FOLDERS.headers, volume: { projected: { sources } } }]),
    ...destinations(exporters).flatMap(([name, { ca, identity }]) => [
      ...(ca === undefined ? [] : [bundle(`${name}-ca`, FOLDERS.ca(name), ca)]),
      ...(identity === undefined
        ? []
        : [secret(`${name}-identity`, FOLDERS.identity(name), identity)]),
    ]),
  ];
}

function secret(name: string, mountPath: string, secretName: pulumi.Input<string>): Folder {
  return { name, mountPath, volume: { secret: { secretName } } };
}

function bundle(name: string, mountPath: string, ca: CaBundle): Folder {
  return { name, mountPath, volume: caVolume(name, ca) };
}
