import { describe, expect, test } from "vitest";
import { peer, rendered, type TwoPods, twoPods } from "../golden/two-pods";
import { pictureOf } from "./picture";

/** The lines of the picture between its frame. */
function linesWith(change: (objects: TwoPods) => void): string[] {
  const lines = pictureOf(twoPods(change)).split("\n");
  expect([lines.slice(0, 2), lines.at(-1)]).toEqual([["```mermaid", "flowchart LR"], "```"]);
  return lines.slice(2, -1).map((line) => line.trim());
}

const PODS = ['web["web"]', 'store["store"]'];

test("a picture shows the pods, and who may call whom at which port", () => {
  expect(pictureOf(twoPods())).toBe(
    `
\`\`\`mermaid
flowchart LR
  web["web"]
  store["store"]
  web -- 9000 --> store
\`\`\`
`.trim(),
  );
});

describe("an arrow", () => {
  test("has the ports that both sides agree on", () => {
    const lines = linesWith(({ into, out }) => {
      into.spec.ingress[0].ports = [{ port: 9300 }, { port: 9000 }, { port: 1234 }];
      out.spec.egress[0].ports = [{ port: 9000 }, { port: 9300 }];
    });
    expect(lines).toEqual([...PODS, "web -- 9000, 9300 --> store"]);
  });

  test("is for every port where neither side names one", () => {
    const lines = linesWith(({ into, out }) => {
      delete into.spec.ingress[0].ports;
      delete out.spec.egress[0].ports;
    });
    expect(lines).toEqual([...PODS, "web -- every port --> store"]);
    const one = linesWith(({ into }) => delete into.spec.ingress[0].ports);
    expect(one).toEqual([...PODS, "web -- 9000 --> store"]);
  });

  test("is not drawn where one side says no", () => {
    expect(linesWith(({ out }) => (out.spec.egress = []))).toEqual(PODS);
    expect(linesWith(({ into }) => (into.spec.ingress = []))).toEqual(PODS);
  });

  test("is drawn once for several rules, and not from a pod to itself", () => {
    const lines = linesWith(({ into, out }) => {
      const others = [peer("web"), peer("store")];
      into.spec.ingress.push({ from: others, ports: [{ port: 9300 }, { port: 9000 }] });
      into.spec.egress = [{ to: others, ports: [{ port: 9300 }] }];
      out.spec.egress.push({ to: others, ports: [{ port: 9300 }] });
    });
    expect(lines).toEqual([...PODS, "web -- 9000, 9300 --> store"]);
  });
});

describe("callers outside of the platform", () => {
  const from = (...peers: unknown[]) =>
    linesWith(({ into, out }) => {
      out.spec.egress = [];
      into.spec.ingress = [{ from: peers, ports: [{ port: 9000 }, { port: 9300 }] }];
    }).slice(PODS.length);

  test.each([
    [{ ipBlock: { cidr: "10.0.0.0/8" } }, "addresses_in_10_0_0_0_8", "addresses in 10.0.0.0/8"],
    [{ ipBlock: { cidr: "0.0.0.0/0" } }, "any_address", "any address"],
    [{ namespaceSelector: {} }, "every_pod_of_the_cluster", "every pod of the cluster"],
    [{ podSelector: {} }, "every_pod_of_the_namespace", "every pod of the namespace"],
    [
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "nginx" } } },
      "namespace_nginx",
      "namespace nginx",
    ],
    [
      { namespaceSelector: { matchLabels: { agents: "true", team: "a" } } },
      "namespaces_with_agents_true_namespaces_with_team_a",
      "namespaces with agents: true, namespaces with team: a",
    ],
  ])("%j", (caller, id, name) => {
    expect(from(caller)).toEqual([`${id}(["${name}"])`, `${id} -- 9000, 9300 --> store`]);
  });

  test("are everyone where a rule names nobody", () => {
    expect(from()).toEqual(['everyone(["everyone"])', "everyone -- 9000, 9300 --> store"]);
  });

  test("come in by all the rules that name them", () => {
    const lines = linesWith(({ into, out }) => {
      const caller = { ipBlock: { cidr: "10.0.0.0/8" } };
      out.spec.egress = [];
      into.spec.ingress = [
        { from: [caller], ports: [{ port: 9000 }] },
        { from: [caller], ports: [{ port: 9300 }] },
      ];
    });
    expect(lines.slice(PODS.length)).toEqual([
      'addresses_in_10_0_0_0_8(["addresses in 10.0.0.0/8"])',
      "addresses_in_10_0_0_0_8 -- 9000, 9300 --> store",
    ]);
  });
});

describe("places outside of the platform", () => {
  test("are drawn, but not the name service", () => {
    const lines = linesWith(({ out }) => {
      const dns = {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      };
      out.spec.egress = [
        { to: [dns], ports: [{ port: 53 }] },
        { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }, { port: 6443 }] },
        { to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] },
      ];
    });
    expect(lines.slice(PODS.length)).toEqual([
      'any_address(["any address"])',
      'addresses_in_10_0_0_0_8(["addresses in 10.0.0.0/8"])',
      "web -- 443, 6443 --> any_address",
      "web -- every port --> addresses_in_10_0_0_0_8",
    ]);
  });
});

test("a Job is called by its name without the hash", () => {
  const job = rendered({
    kind: "Job",
    metadata: { name: "store-init-0a1b2c3d", namespace: "home" },
    spec: { template: { metadata: { labels: { app: "init" } }, spec: { containers: [] } } },
  });
  expect(pictureOf([job])).toContain('\n  store_init["store-init"]\n');
});
