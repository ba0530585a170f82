import type * as pulumi from "@pulumi/pulumi";
import { type Images, imageOf, pullSecretsOf } from "../kit/image";
import { type Placement, placed } from "../kit/placement";
import { containerPorts } from "../kit/ports";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { Resources } from "../kit/size";
import { LEASE } from "./access";

/** Ports of the operator in the pods; the Service has 443. */
export const OPERATOR_PORTS = { https: 9443, health: 8081 } as const;

/** Name of the file in the ConfigMap. */
export const CONFIG_FILE = "controller_manager_config.yaml";

const CONFIG_FOLDER = "/config";
/** Where controller-runtime looks for tls.crt and tls.key, and where nothing can tell it otherwise. */
const CERTIFICATE_FOLDER = "/tmp/k8s-webhook-server/serving-certs";

/** What the pods are told. */
interface Told {
  version: string;
  resources: Resources;
  images?: Images;
  placement?: Placement;
}

/** Names of the objects that the pod refers to. */
interface Objects {
  account: pulumi.Input<string>;
  certificate: pulumi.Input<string>;
  configMap: pulumi.Input<string>;
}

/**
 * Its settings. Its metrics tell how often it reconciled, without a login, so they are off.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/operator/config/manager/controller_manager_config.yaml
 */
export function configFile(): string {
  return `apiVersion: controller-runtime.sigs.k8s.io/v1alpha1
kind: ControllerManagerConfig
health:
  healthProbeBindAddress: :${OPERATOR_PORTS.health}
metrics:
  bindAddress: "0"
webhook:
  port: ${OPERATOR_PORTS.https}
leaderElection:
  leaderElect: true
  resourceName: ${LEASE}
`;
}

/** Spec of a pod: the manager alone, on a read-only root. */
export function podSpec(told: Told, { account, certificate, configMap }: Objects) {
  const { version, resources, images, placement } = told;
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
        name: "manager",
        ...imageOf("docker.io/apache/skywalking-swck", version, images),
        command: ["/manager"],
        args: [`--config=${CONFIG_FOLDER}/${CONFIG_FILE}`, "--zap-devel=false"],
        ports: containerPorts(OPERATOR_PORTS),
        resources,
        securityContext: CONTAINER_SECURITY,
        startupProbe: { ...asked("/healthz"), periodSeconds: 5, failureThreshold: 24 },
        readinessProbe: { ...asked("/readyz"), periodSeconds: 5, failureThreshold: 3 },
        livenessProbe: { ...asked("/healthz"), periodSeconds: 10, failureThreshold: 6 },
        volumeMounts: [
          { name: "config", mountPath: CONFIG_FOLDER, readOnly: true },
          { name: "certificate", mountPath: CERTIFICATE_FOLDER, readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: configMap } },
      { name: "certificate", secret: { secretName: certificate } },
    ],
  };
}

function asked(path: string) {
  return { httpGet: { path, port: "health" }, timeoutSeconds: 3 };
}
