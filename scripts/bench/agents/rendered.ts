/** The agents as components make them by default: what they are told, and what they may use. */

import { core } from "@pulumi/kubernetes";
import { z } from "zod";
import { AgentDaemonSet } from "../../../components/agent-daemon-set";
import { agentSidecar } from "../../../components/agent-sidecar";
import { endpointAt } from "../../../components/kit/endpoint";
import { mebibytes } from "../../../components/kit/size";
import { only, render } from "../../../components/kit/testing";

/** An agent that a Collector can be started as. */
export interface RenderedAgent {
  readonly name: string;
  readonly file: string;
  /** MiB. */
  readonly request: number;
  /** MiB. */
  readonly limit: number;
  readonly goLimit: string;
}

const memory = z.templateLiteral([z.number(), z.enum(["Mi", "Gi"])]);
const Container = z.object({
  env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
  resources: z.object({
    requests: z.object({ memory }),
    limits: z.object({ memory }),
  }),
});
const DaemonSet = z.object({
  spec: z.object({
    template: z.object({ spec: z.object({ containers: z.tuple([Container]) }) }),
  }),
});
const Config = z.object({ data: z.object({ "agent.yaml": z.string() }) });
const Pod = z.object({ spec: z.object({ initContainers: z.tuple([Container]) }) });

/** The agent of a node that sends to this address. */
export async function agentOfNode(version: string, address: string): Promise<RenderedAgent> {
  const to = { endpoint: endpointAt(address, 4317, "grpc") };
  const objects = await render(
    () => new AgentDaemonSet("agent", { namespace: "tracing", version, to }),
  );
  const { spec } = DaemonSet.parse(only(objects, "kubernetes:apps/v1:DaemonSet").inputs);
  const { data } = Config.parse(only(objects, "kubernetes:core/v1:ConfigMap").inputs);
  return agentOf("on each node", spec.template.spec.containers[0], data["agent.yaml"]);
}

/** The agent beside a program that sends to this address. */
export async function agentOfProgram(version: string, address: string): Promise<RenderedAgent> {
  const to = { endpoint: endpointAt(address, 4317, "grpc") };
  const pod = agentSidecar(
    { containers: [{ name: "program" }] },
    { version, to, kubernetes: "1.30" },
  );
  const objects = await render(() => new core.v1.Pod("program", { spec: pod }));
  const { spec } = Pod.parse(only(objects, "kubernetes:core/v1:Pod").inputs);
  const [container] = spec.initContainers;
  // As Kubernetes hands it on.
  const file = variableOf(container, "AGENT_CONFIG").replaceAll("$$", () => "$");
  return agentOf("beside a program", container, file);
}

function agentOf(name: string, container: z.infer<typeof Container>, file: string): RenderedAgent {
  const { requests, limits } = container.resources;
  return {
    name,
    file,
    request: mebibytes(requests.memory),
    limit: mebibytes(limits.memory),
    goLimit: variableOf(container, "GOMEMLIMIT"),
  };
}

function variableOf({ env }: z.infer<typeof Container>, name: string): string {
  return env.find((one) => one.name === name)?.value ?? "";
}
