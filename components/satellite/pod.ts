import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { envVars } from "../kit/env";
import { imageOf, pullSecretsOf } from "../kit/image";
import { placed } from "../kit/placement";
import { containerPorts } from "../kit/ports";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import { mebibytes } from "../kit/size";
import { caVolume } from "../kit/tls";
import { FILE } from "./file";
import { callsApi, TLS_FOLDERS, upstreamTls } from "./finder";
import { SATELLITE_PORTS } from "./ports";
import type { Settled } from "./settled";

/** Names of the objects that the pod refers to. */
export interface Objects {
  account: pulumi.Input<string>;
  configMap: pulumi.Input<string>;
  /** Secret with the certificate of the server. */
  certificate?: pulumi.Input<string>;
}

/** Spec of a pod: Satellite alone, on a read-only root. */
export function podSpec(settled: Settled, objects: Objects) {
  const { version, images, placement, resources, oap, drain } = settled;
  const folders = foldersOf(settled, objects);
  return {
    serviceAccountName: objects.account,
    automountServiceAccountToken: callsApi(oap),
    enableServiceLinks: false,
    securityContext: podSecurity(),
    // It waits for its flush time in any case, and while no OAP answers it does not end by itself.
    terminationGracePeriodSeconds: drain.seconds + 2 * drain.flushSeconds + 10,
    ...pullSecretsOf(images),
    ...placed(placement),
    containers: [
      {
        name: "satellite",
        ...imageOf("docker.io/apache/skywalking-satellite", `v${version}`, images),
        ports: containerPorts(SATELLITE_PORTS),
        env: envVars({
          SATELLITE_TELEMETRY_INSTANCE: { field: "metadata.name" },
          SATELLITE_SHUTDOWN_HOOK_TIME: `${drain.flushSeconds}`,
          // Frees memory before the limit is reached: full queues are much of it.
          GOMEMLIMIT: `${Math.floor(mebibytes(resources.limits.memory) * 0.9)}MiB`,
        }),
        resources,
        securityContext: CONTAINER_SECURITY,
        ...probes(),
        // As before, while every node takes the pod out of the Service.
        lifecycle: { preStop: { exec: { command: ["sleep", `${drain.seconds}`] } } },
        volumeMounts: folders.map(({ name, mountPath }) => ({ name, mountPath, readOnly: true })),
      },
    ],
    volumes: folders.map(({ name, volume }) => ({ name, ...volume })),
  };
}

/** There is no health service: an open port must do, and an answer where there is one. */
function probes() {
  const open = { tcpSocket: { port: "grpc" }, timeoutSeconds: 3 };
  const answers = { httpGet: { path: "/metrics", port: "metrics" }, timeoutSeconds: 3 };
  return {
    startupProbe: { ...open, periodSeconds: 5, failureThreshold: 12 },
    readinessProbe: { ...open, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { ...answers, periodSeconds: 10, failureThreshold: 6 },
  };
}

/** What is mounted, and where it is seen. */
interface Folder {
  name: string;
  mountPath: string;
  volume: Omit<k8s.types.input.core.v1.Volume, "name">;
}

function foldersOf({ oap }: Settled, { configMap, certificate }: Objects): Folder[] {
  const tls = upstreamTls(oap);
  return [
    { name: "config", mountPath: FILE.folder, volume: { configMap: { name: configMap } } },
    ...(certificate === undefined
      ? []
      : [secretFolder("certificate", TLS_FOLDERS.server, certificate)]),
    ...(tls === undefined
      ? []
      : [{ name: "oap-ca", mountPath: TLS_FOLDERS.ca, volume: caVolume("oap-ca", tls.ca) }]),
    ...(tls?.identity === undefined
      ? []
      : [secretFolder("identity", TLS_FOLDERS.identity, tls.identity)]),
  ];
}

function secretFolder(name: string, mountPath: string, secretName: pulumi.Input<string>): Folder {
  return { name, mountPath, volume: { secret: { secretName } } };
}
