import { z } from "zod";
import type { At, Finding, Path, Rule } from "./rule";

/** Agents of nodes, beside the collectors that they send to. */
export const AGENT_RULES: readonly Rule[] = [ofNodes, callersOfPorts, passedOn, known];

const there = z.looseObject({});

/** Ports, networks and folders of nodes are for pods that the namespace would refuse. */
function ofNodes(at: At): Finding[] {
  const created = z.looseObject({
    kind: z.exactOptional(z.literal("created")),
    podSecurity: z.string().default("restricted"),
  });
  const { podSecurity } = at("namespace", created) ?? {};
  if (podSecurity === undefined || podSecurity === "privileged") return [];
  const why = `because namespace.podSecurity is ${podSecurity}`;
  const exposed = at("jaeger.agents.exposure.kind", z.enum(["hostPort", "hostNetwork"]));
  const stored = at("jaeger.agents.queue.kept.kind", z.literal("node"));
  const findings: [Path, string | undefined, string][] = [
    ["jaeger.agents.exposure.kind", exposed, `service, ${why}`],
    ["jaeger.agents.queue.kept.kind", stored, `memory or pod, ${why}`],
  ];
  return findings.flatMap(([path, found, want]) => (found === undefined ? [] : [{ path, want }]));
}

function callersOfPorts(at: At): Finding[] {
  const path = "jaeger.agents.callers";
  const kind = at("jaeger.agents.exposure.kind", z.enum(["hostPort", "hostNetwork"]));
  const isClosed =
    at("jaeger.agents", z.looseObject({ callers: z.exactOptional(z.tuple([])) })) !== undefined;
  if (kind === "hostPort" && isClosed)
    return [{ path, want: "who may send, such as [{ kind: cluster }]" }];
  if (kind === "hostNetwork" && !isClosed)
    return [{ path, want: "none: no NetworkPolicy holds in the network of a node" }];
  return [];
}

function passedOn(at: At): Finding[] {
  const path = "jaeger.agents.sampling";
  const isAsked = at(path, z.literal("on")) !== undefined;
  const want = "nothing, or jaeger.collector.sampling, which agents would pass on";
  return isAsked && at("jaeger.collector.sampling", there) === undefined ? [{ path, want }] : [];
}

function known(at: At): Finding[] {
  const isAsked = at("jaeger.collector.tls.clientCa", there) !== undefined;
  const agents = at("jaeger.agents", there);
  const path = "jaeger.agents.identity";
  const want = "a Secret with tls.crt and tls.key: jaeger.collector.tls.clientCa asks who calls";
  return isAsked && agents !== undefined && at(path, z.string()) === undefined
    ? [{ path, want }]
    : [];
}
