import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { envVars } from "../env";
import { imageOf, type Images, pullSecretsOf } from "../image";
import { declared } from "../otel/listening";
import { placed, type Placement } from "../placement";
import { CONTAINER_SECURITY, podSecurity } from "../security";
import type { Resources } from "../size";
import { DATA_FOLDER, FOLDER } from "./folders";
import { certificateSource } from "./parts";
import type { JaegerProgram } from "./run";

type Container = k8s.types.input.core.v1.Container;

/** Names of the objects that a pod refers to. */
export interface JaegerObjects {
  account: pulumi.Input<string>;
  /** Absent where there are no files. */
  configMap?: pulumi.Input<string>;
  /** Secret with the certificate of the server. */
  certificate?: pulumi.Input<string>;
  /** Claim of the volume of Badger. */
  claim?: pulumi.Input<string>;
}

/** What a pod is made of besides its program. */
export interface PodSettings {
  version: string;
  resources: Resources;
  images?: Images;
  placement?: Placement;
  /** How long it goes on as before when it is to end, while its clients turn to others, in seconds. */
  preStopSeconds: number;
  /** How long it may then take to write what it holds, in seconds. */
  drainSeconds: number;
  /** Beside Jaeger. */
  sidecars?: readonly Container[];
  /** What those mount. */
  volumes?: readonly k8s.types.input.core.v1.Volume[];
}

/** Spec of a pod of Jaeger: on a read-only root, without a token. */
export function jaegerPod(program: JaegerProgram, settings: PodSettings, objects: JaegerObjects) {
  const { version, images, placement, resources, preStopSeconds, drainSeconds } = settings;
  const { gate } = program.parts;
  const files = volumesOf(program, objects);
  return {
    serviceAccountName: objects.account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    terminationGracePeriodSeconds: preStopSeconds + drainSeconds + 5,
    ...pullSecretsOf(images),
    ...placed(placement),
    ...(gate === undefined ? {} : { initContainers: gate.initContainers }),
    containers: [
      {
        name: "jaeger",
        ...imageOf(program.repository, version, images),
        ...(program.args.length === 0 ? {} : { args: program.args }),
        ports: declared(program.ports),
        env: envVars(program.env),
        resources,
        securityContext: CONTAINER_SECURITY,
        ...program.probes,
        lifecycle: { preStop: { exec: { command: ["sleep", `${preStopSeconds}`] } } },
        volumeMounts: files.map(({ name, mount }) => ({ name, ...mount })),
      },
      ...(settings.sidecars ?? []),
    ],
    volumes: [
      ...(gate?.volumes ?? []),
      ...(settings.volumes ?? []),
      ...files.map(({ name, volume }) => ({ name, ...volume })),
    ],
  };
}

function volumesOf({ parts }: JaegerProgram, { configMap, certificate, claim }: JaegerObjects) {
  const sources = [
    ...(configMap === undefined ? [] : [{ configMap: { name: configMap } }]),
    ...(certificate === undefined ? [] : [certificateSource(certificate)]),
    ...parts.sources,
  ];
  return [
    {
      name: "tmp",
      mount: { mountPath: "/tmp" },
      volume: { emptyDir: { sizeLimit: "64Mi" } },
    },
    ...(sources.length === 0
      ? []
      : [
          {
            name: "settings",
            mount: { mountPath: FOLDER, readOnly: true },
            volume: { projected: { sources } },
          },
        ]),
    ...(claim === undefined
      ? []
      : [
          {
            name: "data",
            mount: { mountPath: DATA_FOLDER },
            volume: { persistentVolumeClaim: { claimName: claim } },
          },
        ]),
  ];
}
