import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { imageOf } from "../kit/image";
import { CONTAINER_SECURITY } from "../kit/security";
import { caVolume, secretOf } from "../kit/tls";
import type { Settled } from "./settled";
import type { Made } from "./environment";
import type { Own } from "./own";
import { PATHS } from "./paths";
import { type MysqlDriver, type OapStorage, storageTrust } from "./storage";
import { truststoreContainer } from "./truststore";

type Volume = k8s.types.input.core.v1.Volume;
type Mount = k8s.types.input.core.v1.VolumeMount;
type Container = k8s.types.input.core.v1.Container;

/** What a pod reads, and who prepares it. */
export interface Files {
  volumes: Volume[];
  volumeMounts: Mount[];
  initContainers: Container[];
}

const DRIVERS: Volume = { name: "drivers", emptyDir: { sizeLimit: "32Mi" } };

/** What every pod of OAP reads: the CA of the storage, the driver of the database. */
export function storageFiles({ storage, version, images }: Settled, made: Made): Files[] {
  const trust = storageTrust(storage);
  const driver = storage.kind === "mysql" ? storage.driver : undefined;
  return [
    {
      volumes: [{ name: "tmp", emptyDir: { sizeLimit: "512Mi" } }],
      volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      initContainers: [],
    },
    ...(trust === undefined
      ? []
      : [
          {
            volumes: [caVolume("storage-ca", trust.ca)],
            volumeMounts: trust.format === "pem" ? [mount("storage-ca", PATHS.storageCa)] : [],
            initContainers: [],
          },
        ]),
    ...(made.truststore === undefined
      ? []
      : [
          {
            volumes: [{ name: "truststore", emptyDir: { sizeLimit: "1Mi" } }],
            volumeMounts: [mount("truststore", PATHS.truststore)],
            initContainers: [truststoreContainer(version, images, made.truststore)],
          },
        ]),
    ...(driver?.kind === "copied"
      ? [
          {
            volumes: [DRIVERS],
            volumeMounts: [mount("drivers", PATHS.drivers)],
            initContainers: [driverContainer(driver, images)],
          },
        ]
      : []),
  ];
}

/** What the first pod to use a store waits for; those after it wait for that pod. */
export function storageGate(storage: OapStorage): Files[] {
  const gate = storage.kind === "elasticsearch" ? storage.connection.gate : undefined;
  return gate === undefined ? [] : [{ ...gate, volumeMounts: [] }];
}

/** Files that the component rendered, each one key of an object in the cluster. */
export interface RenderedFiles {
  /** Name of the Secret with alarm-settings.yml. */
  alarms: pulumi.Input<string> | undefined;
  /** Name of the ConfigMap with trace-sampling-policy-settings.yml. */
  sampling: pulumi.Input<string> | undefined;
}

/** What only the serving pods read: certificates and rendered settings. */
export function serverFiles(own: Own, { alarms, sampling }: RenderedFiles): Files[] {
  const { name, settled } = own;
  const { grpc, mtls } = settled;
  const certificates = [
    { name: "grpc-certificate", of: grpc.tls, at: PATHS.grpc, made: `${name}-grpc` },
    {
      name: "receiver-certificate",
      of: mtls?.certificate,
      at: PATHS.receiver,
      made: `${name}-receiver`,
    },
  ];
  return [
    ...certificates.flatMap((certificate) =>
      certificate.of === undefined
        ? []
        : [
            mounted(
              {
                name: certificate.name,
                secret: { secretName: secretOf(certificate.of, certificate.made) },
              },
              certificate.at,
            ),
          ],
    ),
    ...(mtls === undefined || mtls.clientCa.kind === "none"
      ? []
      : [mounted(caVolume("client-ca", mtls.clientCa), PATHS.clients)]),
    ...(alarms === undefined
      ? []
      : [configFile({ name: "alarms", secret: { secretName: alarms } }, "alarm-settings.yml")]),
    ...(sampling === undefined
      ? []
      : [
          configFile(
            { name: "sampling", configMap: { name: sampling } },
            "trace-sampling-policy-settings.yml",
          ),
        ]),
  ];
}

/** One list of each. */
export function merged(files: readonly Files[]): Files {
  return {
    volumes: files.flatMap(({ volumes }) => volumes),
    volumeMounts: files.flatMap(({ volumeMounts }) => volumeMounts),
    initContainers: files.flatMap(({ initContainers }) => initContainers),
  };
}

function driverContainer(
  { repository, tag, path }: Extract<MysqlDriver, { kind: "copied" }>,
  images: Settled["images"],
): Container {
  return {
    name: "driver",
    ...imageOf(repository, tag, images),
    command: ["cp", path, `${PATHS.drivers}/`],
    resources: {
      requests: { cpu: "10m", memory: "16Mi" },
      limits: { cpu: "200m", memory: "64Mi" },
    },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [{ name: "drivers", mountPath: PATHS.drivers }],
  };
}

function mounted(volume: Volume & { name: string }, mountPath: string): Files {
  return { volumes: [volume], volumeMounts: [mount(volume.name, mountPath)], initContainers: [] };
}

/** One file among those of the image: a whole folder would hide the others. */
function configFile(volume: Volume & { name: string }, file: string): Files {
  const single = { ...mount(volume.name, `${PATHS.config}/${file}`), subPath: file };
  return { volumes: [volume], volumeMounts: [single], initContainers: [] };
}

function mount(name: string, mountPath: string) {
  return { name, mountPath, readOnly: true };
}
