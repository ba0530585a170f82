import type * as pulumi from "@pulumi/pulumi";
import { agentContainer, agentFolders, type Folder, mounts, volumes } from "../kit/agent/container";
import { FILE, FOLDERS } from "../kit/agent/folders";
import { programPorts } from "../kit/agent/ports";
import { pullSecretsOf } from "../kit/image";
import { HEALTH_PORT, healthProbes } from "../kit/otel/health";
import { NODE_NAME } from "../kit/otel/kubernetes-attributes";
import { METRICS_PORT } from "../kit/otel/telemetry";
import { placed } from "../kit/placement";
import { podSecurity } from "../kit/security";
import type { AgentExposure } from "./args";
import type { Settled } from "./settled";

/** Names of the objects that the pod refers to. */
export interface Objects {
  account: pulumi.Input<string>;
  configMap: pulumi.Input<string>;
}

/** Spec of a pod: the agent alone, on a read-only root. */
export function podSpec(settled: Settled, { account, configMap }: Objects) {
  const { images, placement, exposure, preStopSeconds, drainSeconds } = settled;
  const calls = settled.kubernetesAttributes !== undefined;
  const folders = foldersOf(settled, configMap);
  const opened = programPorts(settled);
  const { ports, ...container } = agentContainer(settled, {
    config: `${FOLDERS.config}/${FILE}`,
    env: calls ? { [NODE_NAME]: { field: "spec.nodeName" } } : {},
    ports: [...opened, METRICS_PORT, HEALTH_PORT],
  });
  const isOpened = (name: string) => opened.some((port) => port.name === name);
  return {
    serviceAccountName: account,
    automountServiceAccountToken: calls,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    terminationGracePeriodSeconds: preStopSeconds + drainSeconds,
    // In the network of a node, the DNS of the node is asked otherwise, which knows no Service.
    ...(exposure.kind === "hostNetwork"
      ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" }
      : {}),
    ...pullSecretsOf(images),
    ...placed(placement),
    containers: [
      {
        name: "agent",
        ...container,
        ports: ports.map((port) => ({
          ...port,
          ...(isOpen(exposure, isOpened(port.name)) ? { hostPort: port.containerPort } : {}),
        })),
        ...healthProbes(),
        ...(preStopSeconds === 0
          ? {}
          : { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } }),
        volumeMounts: mounts(folders),
      },
    ],
    volumes: volumes(folders),
  };
}

/** Whether a port of the pod is one of the node. */
function isOpen({ kind }: AgentExposure, isForPrograms: boolean): boolean {
  return kind === "hostNetwork" || (kind === "hostPort" && isForPrograms);
}

function foldersOf(settled: Settled, configMap: pulumi.Input<string>): Folder[] {
  const { kept = { kind: "memory" } } = settled.queue;
  const config: Folder = {
    name: "config",
    mountPath: FOLDERS.config,
    volume: { configMap: { name: configMap } },
  };
  if (kept.kind !== "node") return [config, ...agentFolders(settled, kept, "")];
  const queue: Folder = {
    name: "queue",
    mountPath: FOLDERS.queue,
    isWritten: true,
    volume: { hostPath: { path: kept.path, type: "Directory" } },
  };
  return [config, ...agentFolders(settled, { kind: "memory" }, ""), queue];
}
