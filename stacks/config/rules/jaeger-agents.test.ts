import { expect, test } from "vitest";
import { contradictions } from "../contradictions";

const everyone = [{ kind: "cluster" }];
const found = (agents: object, others: { collector?: object; namespace?: object } = {}) => {
  const { collector = {}, namespace = { podSecurity: "privileged" } } = others;
  const platform = { namespace: { name: "tracing", ...namespace }, jaeger: { agents, collector } };
  return contradictions(platform).map(({ path, text }) => `${path}  ${text}`);
};

test("agents that fit are not told of", () => {
  expect(found({}, { namespace: {} })).toEqual([]);
  expect(found({ exposure: { kind: "hostPort" }, callers: everyone })).toEqual([]);
  expect(found({ exposure: { kind: "hostNetwork" } })).toEqual([]);
  expect(found({ sampling: "on" }, { collector: { sampling: { kind: "file" } } })).toEqual([]);
  expect(found({ identity: "own" }, { collector: { tls: { clientCa: {} } } })).toEqual([]);
});

test("what belongs to nodes is refused where the namespace would refuse the pods", () => {
  const agents = {
    exposure: { kind: "hostPort" },
    callers: everyone,
    queue: { kept: { kind: "node", path: "/var/lib/agent" } },
  };
  const told = [
    'platform.jaeger.agents.exposure.kind  is "hostPort"; ' +
      "give service, because namespace.podSecurity is restricted",
    'platform.jaeger.agents.queue.kept.kind  is "node"; ' +
      "give memory or pod, because namespace.podSecurity is restricted",
  ];
  expect(found(agents, { namespace: {} })).toEqual(told);
  expect(found(agents, { namespace: { kind: "existing" } })).toEqual([]);
});

test("ports of nodes have callers, and the network of a node has none that a policy could name", () => {
  expect(found({ exposure: { kind: "hostPort" } })).toEqual([
    "platform.jaeger.agents.callers  is missing; " +
      "give who may send, such as [{ kind: cluster }]",
  ]);
  expect(found({ exposure: { kind: "hostNetwork" }, callers: everyone })).toEqual([
    "platform.jaeger.agents.callers  is a list; " +
      "give none: no NetworkPolicy holds in the network of a node",
  ]);
});

test("agents pass on what collectors say, and show who they are where collectors ask", () => {
  expect(found({ sampling: "on" })).toEqual([
    'platform.jaeger.agents.sampling  is "on"; ' +
      "give nothing, or jaeger.collector.sampling, which agents would pass on",
  ]);
  expect(found({}, { collector: { tls: { clientCa: {} } } })).toEqual([
    "platform.jaeger.agents.identity  is missing; " +
      "give a Secret with tls.crt and tls.key: jaeger.collector.tls.clientCa asks who calls",
  ]);
});
