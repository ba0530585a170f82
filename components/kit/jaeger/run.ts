import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Env } from "../env";
import type { Images } from "../image";
import type { Callers } from "../network";
import { healthProbes, HEALTH_PORT } from "../otel/health";
import type { ListeningPort } from "../otel/listening";
import { goMemoryLimit } from "../otel/memory";
import { POD_IP } from "../otel/settings";
import { METRICS_PORT } from "../otel/telemetry";
import type { Placement } from "../placement";
import type { Problem } from "../refusal";
import { mebibytes, type Resources } from "../size";
import { FILES, FOLDER } from "./folders";
import type { Parts } from "./parts";
import type { JaegerGeneration } from "./versions";

/** What every part of Jaeger takes. */
export interface JaegerPartArgs {
  /** Namespace of every object; it must exist. */
  namespace: pulumi.Input<string>;
  /** `2.13.0` or `2.20.0`; of generation v1, `1.62.0` to `1.76.0`. */
  version: string;
  /** @default "v2" */
  generation?: JaegerGeneration;
  resources?: Resources;
  /** The least important that is told. @default "info" */
  logLevel?: "debug" | "info" | "warn" | "error";
  /** Who may read its own metrics, besides the wired components. @default nobody */
  scrapers?: readonly Callers[];
  /** Name of the Job that made the indices, known when it is done: no pod starts before. @default none is waited for */
  schema?: pulumi.Input<string>;
  /** More annotations of the pods. @default none */
  podAnnotations?: Readonly<Record<string, string>>;
  images?: Images;
  placement?: Placement;
}

type Container = k8s.types.input.core.v1.Container;
type Probes = Required<Pick<Container, "startupProbe" | "readinessProbe" | "livenessProbe">>;

/** What the pods of a part run. */
export interface JaegerProgram {
  /** Image without its tag. */
  repository: string;
  args: string[];
  env: Env;
  /** Content of the ConfigMap: files of the settings volume. */
  files: Readonly<Record<string, pulumi.Input<string>>>;
  /** Ports of the container. */
  ports: readonly ListeningPort[];
  /** Where its own metrics are. */
  metrics: ListeningPort;
  probes: Probes;
  parts: Parts;
}

/** The one program of Jaeger 2, whose configuration makes it a collector, a query or an ingester. */
export function v2Program(
  config: pulumi.Output<string>,
  settled: { resources: Resources },
  given: Pick<JaegerProgram, "ports" | "parts"> & { files?: JaegerProgram["files"] },
): JaegerProgram {
  return {
    repository: "docker.io/jaegertracing/jaeger",
    args: ["--config", `${FOLDER}/${FILES.config}`],
    env: {
      [POD_IP]: { field: "status.podIP" },
      GOMEMLIMIT: goMemoryLimit(settled.resources),
    },
    files: { [FILES.config]: config, ...given.files },
    ports: [...given.ports, METRICS_PORT, HEALTH_PORT],
    metrics: METRICS_PORT,
    probes: healthProbes("/status"),
    parts: given.parts,
  };
}

/** A program of Jaeger 1, which its variables tell everything. */
export function v1Program(
  part: "collector" | "query" | "ingester",
  { resources, logLevel }: { resources: Resources; logLevel: string },
  given: Pick<JaegerProgram, "env" | "ports" | "parts" | "files"> & { admin: number },
): JaegerProgram {
  const { env, ports, parts, files } = given;
  const admin: ListeningPort = {
    name: METRICS_PORT.name,
    port: given.admin,
    protocol: "TCP",
    appProtocol: "http",
  };
  const health = { httpGet: { path: "/", port: admin.name }, timeoutSeconds: 3 };
  return {
    repository: `docker.io/jaegertracing/jaeger-${part}`,
    args: [],
    env: {
      GOMEMLIMIT: goMemoryLimit(resources),
      LOG_LEVEL: logLevel,
      ADMIN_HTTP_HOST_PORT: `0.0.0.0:${admin.port}`,
      ...env,
    },
    files,
    ports: [...ports, admin],
    metrics: admin,
    probes: {
      startupProbe: { ...health, periodSeconds: 2, failureThreshold: 30 },
      readinessProbe: { ...health, periodSeconds: 5, failureThreshold: 3 },
      livenessProbe: { ...health, periodSeconds: 10, failureThreshold: 6 },
    },
    parts,
  };
}

/** Metadata of the pods, besides their labels. */
export function annotationsOf({ schema, podAnnotations }: JaegerPartArgs) {
  const made = schema === undefined ? {} : { "kube-tracing.io/schema": schema };
  const annotations = { ...made, ...podAnnotations };
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}

/** Checks for `refuse`. */
export function resourceChecks({ requests, limits }: Resources): (true | Problem)[] {
  return [
    mebibytes(limits.memory) >= 128 || {
      field: "resources.limits.memory",
      got: limits.memory,
      want: "128Mi or more",
    },
    mebibytes(requests.memory) <= mebibytes(limits.memory) || {
      field: "resources.requests.memory",
      got: requests.memory,
      want: `no more than the limit, ${limits.memory}`,
    },
  ];
}
