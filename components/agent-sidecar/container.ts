import type * as pulumi from "@pulumi/pulumi";
import { agentConfig } from "../kit/agent/config";
import { agentContainer, agentFolders, type Folder, mounts } from "../kit/agent/container";
import { healthProbes } from "../kit/otel/health";
import type { ListeningPort } from "../kit/otel/listening";
import { collectorFile } from "../kit/otel/collector-file";
import { NOBODY } from "../kit/security";
import type { ProgramContainer } from "./args";
import type { Settled } from "./settled";

/** Name of the container; volumes begin with it. */
export const NAME = "agent-sidecar";

/** Variable with the whole configuration: a change of it is one of the pod, so the pods are replaced. */
const CONFIG = "AGENT_CONFIG";
const SOURCE = `env:${CONFIG}`;

/** Whether this module made a container. */
export function isOurs({ name, args }: ProgramContainer): boolean {
  return name === NAME && Array.isArray(args) && args.includes(`--config=${SOURCE}`);
}

/** Whether a container is an agent of someone else. */
export function isAgent({ image }: ProgramContainer): boolean {
  return /(^|\/)(jaeger-agent|opentelemetry-collector[a-z0-9-]*)(:|@|$)/.test(
    typeof image === "string" ? image : "",
  );
}

/** What it mounts. */
export function foldersOf(settled: Settled): Folder[] {
  return agentFolders(settled, settled.queue.kept ?? { kind: "memory" }, `${NAME}-`);
}

/** A container that starts before the program and ends after it. */
export function containerOf(settled: Settled): ProgramContainer {
  const { own } = settled;
  const container = agentContainer(settled, {
    config: SOURCE,
    env: { [CONFIG]: configOf(settled) },
    // Programs find it at localhost; these are for the kubelet and Prometheus.
    ports: [own.metrics, own.health],
  });
  return {
    name: NAME,
    restartPolicy: "Always",
    ...container,
    ...probes(own.health),
    // The pod is the program's, and so is what it says about users.
    securityContext: {
      ...container.securityContext,
      runAsNonRoot: true,
      runAsUser: NOBODY,
      runAsGroup: NOBODY,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: mounts(foldersOf(settled)),
  };
}

/** No readiness: a program without an agent still serves. */
function probes({ name }: ListeningPort) {
  const { startupProbe, livenessProbe } = healthProbes();
  return {
    startupProbe: { ...startupProbe, httpGet: { ...startupProbe.httpGet, port: name } },
    livenessProbe: { ...livenessProbe, tcpSocket: { port: name } },
  };
}

function configOf(settled: Settled): pulumi.Output<string> {
  const { queue, own } = settled;
  const config = agentConfig(settled, {
    service: NAME,
    at: (port) => `127.0.0.1:${port}`,
    queue,
    own: { health: own.health.port, metrics: own.metrics.port },
  });
  // Kubernetes takes two for one.
  return collectorFile(config).apply((text) => text.replaceAll("$", () => "$$"));
}
