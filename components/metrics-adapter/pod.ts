import * as pulumi from "@pulumi/pulumi";
import { type Endpoint, urlOf } from "../kit/endpoint";
import { envVars } from "../kit/env";
import { type Images, imageOf, pullSecretsOf } from "../kit/image";
import { type Placement, placed } from "../kit/placement";
import { containerPorts } from "../kit/ports";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { Resources } from "../kit/size";

/** Port of the adapter in the pods; the Service has 443. */
export const HTTPS_PORT = 6443;

/** What the pods are told. */
interface Told {
  version: string;
  oap: { rest: Endpoint; timeZone: string };
  prefix: string;
  refreshSeconds: number;
  resources: Resources;
  images?: Images;
  placement?: Placement;
}

/** Names of the objects that the pod refers to. */
interface Objects {
  account: pulumi.Input<string>;
  certificate: pulumi.Input<string>;
}

const FOLDER = "/certs";

/** Spec of a pod: the adapter alone, on a read-only root. */
export function podSpec(told: Told, { account, certificate }: Objects) {
  const { version, oap, prefix, refreshSeconds, resources, images, placement } = told;
  const asked = (path: string) => ({
    httpGet: { path, port: "https", scheme: "HTTPS" },
    timeoutSeconds: 3,
  });
  return {
    serviceAccountName: account,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    // The user of the image.
    securityContext: podSecurity(65532),
    terminationGracePeriodSeconds: 30,
    ...pullSecretsOf(images),
    ...placed(placement),
    containers: [
      {
        name: "adapter",
        ...imageOf("docker.io/apache/skywalking-swck", version, images),
        command: ["/adapter"],
        args: [
          `--secure-port=${HTTPS_PORT}`,
          `--tls-cert-file=${FOLDER}/tls.crt`,
          `--tls-private-key-file=${FOLDER}/tls.key`,
          pulumi.interpolate`--oap-addr=${urlOf(oap.rest)}/graphql`,
          `--namespace=${prefix}`,
          `--refresh-interval=${refreshSeconds}s`,
          "--profiling=false",
        ],
        // It asks for minutes by its own clock, OAP answers by that of its zone.
        env: envVars({ TZ: oap.timeZone }),
        ports: containerPorts({ https: HTTPS_PORT }),
        resources,
        securityContext: CONTAINER_SECURITY,
        startupProbe: { ...asked("/livez"), periodSeconds: 5, failureThreshold: 12 },
        readinessProbe: { ...asked("/readyz"), periodSeconds: 5, failureThreshold: 3 },
        livenessProbe: { ...asked("/livez"), periodSeconds: 10, failureThreshold: 6 },
        volumeMounts: [{ name: "certificate", mountPath: FOLDER, readOnly: true }],
      },
    ],
    volumes: [{ name: "certificate", secret: { secretName: certificate } }],
  };
}
