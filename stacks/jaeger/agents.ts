import type * as pulumi from "@pulumi/pulumi";
import type { AgentDaemonSetArgs } from "../../components/agent-daemon-set";
import type { JaegerCollector, JaegerCollectorArgs } from "../../components/jaeger-collector";
import type { SecretKey } from "../../components/kit/env";
import type { Problem } from "../../components/kit/refusal";
import { secretOf } from "../../components/kit/tls";

/** Agents on the nodes; where they send, and what they trust, is known here. */
export interface JaegerAgents extends Omit<
  AgentDaemonSetArgs,
  "namespace" | "images" | "to" | "sampling"
> {
  /** Tells programs what the collectors say: how often to trace. @default no */
  sampling?: "on";
  /** Name of a Secret with `tls.crt` and `tls.key`, where the collectors ask who calls. */
  identity?: pulumi.Input<string>;
  /** What each call carries. @default nothing */
  headers?: Readonly<Record<string, SecretKey>>;
}

type Wired = Pick<AgentDaemonSetArgs, "to" | "sampling">;

/** What they are told about the collectors of this name. */
export function wiredTo(
  collector: JaegerCollector,
  agents: JaegerAgents,
  { name, tls }: { name: string; tls?: JaegerCollectorArgs["tls"] },
): Omit<JaegerAgents, "sampling" | "identity" | "headers"> & Wired {
  const { sampling, identity, headers, ...others } = agents;
  const { members, sampling: told } = collector;
  return {
    ...others,
    to: {
      endpoint: members,
      ...(tls === undefined
        ? {}
        : { ca: { kind: "secret", name: secretOf(tls.certificate, name), key: "ca.crt" } }),
      ...(identity === undefined ? {} : { identity }),
      ...(headers === undefined ? {} : { headers }),
    },
    ...(sampling === undefined || told === undefined ? {} : { sampling: { endpoint: told } }),
  };
}

/** Checks for `refuse`. */
export function agentChecks(
  agents: JaegerAgents | undefined,
  collector: Pick<JaegerCollectorArgs, "sampling" | "tls"> = {},
): (true | Problem)[] {
  return [
    agents?.sampling === undefined ||
      collector.sampling !== undefined || {
        field: "agents.sampling",
        got: agents.sampling,
        want: "nothing, or collector.sampling, which they would pass on",
      },
    agents === undefined ||
      collector.tls?.clientCa === undefined ||
      agents.identity !== undefined || {
        field: "agents.identity",
        got: undefined,
        want: "a Secret with tls.crt and tls.key: collector.tls.clientCa asks who calls",
      },
  ];
}
