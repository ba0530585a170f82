import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Env } from "../kit/env";
import type { Exposure } from "../kit/exposure";
import type { Problem } from "../kit/refusal";
import type { Scale } from "../kit/scale";
import type { Disk, Resources } from "../kit/size";

/** The OAP that a page shows. */
export interface UiBackend {
  /** REST and GraphQL, port 12800. */
  rest: Endpoint;
  /** Version of OAP, such as `10.4.0`. */
  version: string;
  /** Zipkin query, port 9412; opens the Zipkin page. OAP serves it when its feature is on. */
  zipkin?: Endpoint;
  /** Admin port 17128 of OAP 11; opens the admin pages of Horizon. Booster has none. */
  admin?: Endpoint;
}

/** What the component was asked for, as far as a page looks at it. */
export interface Asked {
  version: string;
  oap: UiBackend;
  exposure: Exposure;
  scale: Scale;
  resources?: Resources;
}

/** What one kind of page needs; the component makes objects of it. */
export interface Page {
  /** Checks for `refuse`. */
  checks: (true | Problem)[];
  /** Names in the environment that the page sets itself, and what to give instead. */
  owned: Readonly<Record<string, string>>;
  /** Tag of the image `docker.io/apache/skywalking-ui`. */
  tag: string;
  ports: { readonly http: number };
  resources: Resources;
  env: Env;
  /** Values of a Secret, each in the environment by its name. */
  secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** File that configures the page. */
  file?: { folder: string; name: string; content: string };
  /** Folder that the page writes to; without a volume it goes with the pod. */
  data?: { folder: string; volume?: DataVolume };
  probes: Pick<
    k8s.types.input.core.v1.Container,
    "startupProbe" | "readinessProbe" | "livenessProbe"
  >;
  strategy: k8s.types.input.apps.v1.DeploymentStrategy;
  /** Every place that the page calls. */
  callees: readonly Endpoint[];
}

export interface DataVolume {
  size: Disk;
  /** @default the cluster's own */
  storageClass?: string;
}
