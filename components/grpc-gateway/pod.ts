import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { imageOf, pullSecretsOf } from "../kit/image";
import { placed } from "../kit/placement";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { CaBundle } from "../kit/tls";
import { FILES } from "./files";
import { HEALTH_PORT, PRE_STOP_SECONDS, type Settled } from "./settled";

type Source = k8s.types.input.core.v1.VolumeProjection;

/** Names of the objects that the pod refers to. */
export interface Objects {
  account: pulumi.Input<string>;
  configMap: pulumi.Input<string>;
  /** Secret with the certificate of the gateway. */
  certificate?: pulumi.Input<string>;
}

/** Where everything lies that NGINX reads. */
const FOLDER = "/etc/gateway";

/** Spec of a pod: NGINX alone, on a read-only root, with what it writes in `/tmp`. */
export function podSpec(settled: Settled, objects: Objects) {
  const { version, images, placement, resources, routes, drainSeconds } = settled;
  const ports = Object.entries(routes).map(([name, { port }]) => ({ name, containerPort: port }));
  const healthy = { httpGet: { path: "/healthz", port: "health" }, timeoutSeconds: 3 };
  return {
    serviceAccountName: objects.account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    // Its end is SIGQUIT, the stop signal of the image: open calls go on until the drain is over.
    terminationGracePeriodSeconds: PRE_STOP_SECONDS + drainSeconds + 20,
    ...pullSecretsOf(images),
    ...placed(placement),
    containers: [
      {
        name: "nginx",
        ...imageOf("docker.io/library/nginx", version, images),
        command: ["nginx", "-e", "stderr", "-p", "/tmp", "-c", `${FOLDER}/${FILES.conf}`],
        ports: [...ports, { name: "health", containerPort: HEALTH_PORT }],
        resources,
        securityContext: CONTAINER_SECURITY,
        startupProbe: { ...healthy, timeoutSeconds: 2, periodSeconds: 2, failureThreshold: 30 },
        readinessProbe: { ...healthy, periodSeconds: 5, failureThreshold: 3 },
        // Workers that are busy may be slow to answer: what hangs does not even accept.
        livenessProbe: { tcpSocket: { port: "health" }, periodSeconds: 10, failureThreshold: 6 },
        // Calls still arrive until every node has taken the pod out of the Service.
        lifecycle: { preStop: { exec: { command: ["sleep", `${PRE_STOP_SECONDS}`] } } },
        volumeMounts: [
          { name: "settings", mountPath: FOLDER, readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "settings", projected: { sources: sourcesOf(settled, objects) } },
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
    ],
  };
}

/** All files of one folder: settings, certificates and what they are verified with. */
function sourcesOf({ tls, routes }: Settled, { configMap, certificate }: Objects): Source[] {
  return [
    { configMap: { name: configMap, items: [{ key: FILES.conf, path: FILES.conf }] } },
    ...(certificate === undefined ? [] : [pair(certificate, [FILES.certificate, FILES.key])]),
    ...(tls?.clientCa === undefined ? [] : [ca(tls.clientCa, FILES.clientCa)]),
    ...Object.entries(routes).flatMap(([name, { upstream }]) => [
      ...(upstream.tls === undefined ? [] : [ca(upstream.tls.ca, FILES.serverCa(name))]),
      ...(upstream.tls?.identity === undefined
        ? []
        : [pair(upstream.tls.identity, [FILES.identity(name), FILES.identityKey(name)])]),
    ]),
  ];
}

function pair(secret: pulumi.Input<string>, [certificate, key]: readonly [string, string]): Source {
  const items = [
    { key: "tls.crt", path: certificate },
    { key: "tls.key", path: key },
  ];
  return { secret: { name: secret, items } };
}

function ca({ kind, name, key }: CaBundle, path: string): Source {
  return { [kind]: { name, items: [{ key, path }] } };
}
