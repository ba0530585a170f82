import { describe, expect, test } from "vitest";
import { rendered, type TwoPods, twoPods } from "./two-pods";
import { faultsOf, wiresOf } from "./wires";

const WIRE = { from: "Deployment web", service: "store", namespace: "home", port: 9200 };

const wiresWith = (change: (objects: TwoPods) => void) => wiresOf(twoPods(change));

/** What is wrong with the one wire after a change. */
function faultsWith(change: (objects: TwoPods) => void) {
  return faultsOf(WIRE, twoPods(change));
}

describe("a wire", () => {
  test("is an address of a Service that a pod is told", () => {
    expect(wiresOf(twoPods())).toEqual([WIRE]);
  });

  test("is found once, however often the pod is told", () => {
    const objects = wiresWith(({ web }) => {
      const [main] = web.spec.template.spec.containers;
      main.args = ["--store", "store.home.svc.cluster.local:9200"];
      main.command = ["run", "http://store.home.svc:9200/path"];
      web.spec.template.spec.initContainers = [{ ...main, name: "first" }];
    });
    expect(objects).toEqual([WIRE]);
  });

  test("is found in the ConfigMaps and Secrets that the pod mounts, and in no others", () => {
    const file = (kind: string, name: string, port: number) =>
      rendered({
        kind,
        metadata: { name },
        [kind === "Secret" ? "stringData" : "data"]: { file: `at: store.home.svc:${port}` },
      });
    const objects = twoPods(({ web }) => {
      web.spec.template.spec.containers[0].env = [];
      web.spec.template.spec.volumes = [
        { configMap: { name: "mounted" } },
        { secret: { secretName: "mounted" } },
        { emptyDir: {} },
      ];
    });
    const found = wiresOf([
      ...objects,
      file("ConfigMap", "mounted", 1),
      file("Secret", "mounted", 2),
      file("ConfigMap", "other", 3),
      file("Secret", "other", 4),
    ]);
    expect(found.map(({ port }) => port)).toEqual([1, 2]);
  });

  test("is no address outside the cluster, and not what a probe asks", () => {
    const objects = wiresWith(({ web }) => {
      const [main] = web.spec.template.spec.containers;
      main.env = [{ name: "STORE", value: "https://store.example.com:9200" }];
      main.readinessProbe = { exec: { command: ["curl", "http://web.home.svc:80"] } };
    });
    expect(objects).toEqual([]);
  });
});

describe("a wire that works", () => {
  test("has no fault", () => {
    expect(faultsWith(() => undefined)).toEqual([]);
  });

  test("may be let through by rules for everybody, every port, or the whole namespace", () => {
    const open = faultsWith(({ out, into }) => {
      out.spec.egress = [{}];
      into.spec.ingress = [{ from: [{ podSelector: {} }] }];
    });
    expect(open).toEqual([]);
    const named = faultsWith(({ out, into }) => {
      const home = { matchLabels: { "kubernetes.io/metadata.name": "home" } };
      out.spec.egress[0].to[0].namespaceSelector = home;
      into.spec.ingress[0].from[0] = { namespaceSelector: home };
    });
    expect(named).toEqual([]);
  });

  test("may lead to a number instead of a name", () => {
    const numbered = faultsWith(({ service }) => (service.spec.ports[0].targetPort = 9000));
    expect(numbered).toEqual([]);
    const same = faultsWith(({ service, store, out, into }) => {
      delete service.spec.ports[0].targetPort;
      store.spec.template.spec.containers[0].ports = [{ containerPort: 9200 }];
      out.spec.egress[0].ports = [{ port: 9200 }];
      into.spec.ingress[0].ports = [{ port: 9200 }];
    });
    expect(same).toEqual([]);
  });
});

describe("a wire is broken", () => {
  const dials = "Deployment web dials store.home:9200, and";
  const NO_SERVICE = [`${dials} there is no such Service`];
  const NO_POD = [`${dials} no pod answers`];
  const NO_WAY_OUT = [`${dials} may not leave`];
  const NO_WAY_IN = [`${dials} is not let in`];

  const cases: [title: string, change: (objects: TwoPods) => void, faults: string[]][] = [
    ["by another name of the Service", (o) => (o.service.metadata.name = "shop"), NO_SERVICE],
    ["by a Service elsewhere", (o) => (o.service.metadata.namespace = "away"), NO_SERVICE],
    [
      "by a port that the Service lacks",
      (o) => (o.service.spec.ports[0].port = 9201),
      [`${dials} the Service does not open the port`],
    ],
    ["by a selector that finds nothing", (o) => (o.service.spec.selector.app = "shop"), NO_POD],
    ["by pods elsewhere", (o) => (o.store.metadata.namespace = "away"), NO_POD],
    [
      "by a port name that no container has",
      (o) => (o.service.spec.ports[0].targetPort = "https"),
      [`${dials} no container has the port https`],
    ],
    [
      "by a port number that no container has",
      (o) => (o.service.spec.ports[0].targetPort = 9001),
      [`${dials} no container has the port 9001`],
    ],
    [
      "by a policy that lets out at another port",
      (o) => (o.out.spec.egress[0].ports[0].port = 9200),
      NO_WAY_OUT,
    ],
    [
      "by a policy that lets out to others",
      (o) => (o.out.spec.egress[0].to[0].podSelector.matchLabels.app = "shop"),
      NO_WAY_OUT,
    ],
    [
      "by a policy that lets out elsewhere",
      (o) =>
        (o.out.spec.egress[0].to[0].namespaceSelector = {
          matchLabels: { "kubernetes.io/metadata.name": "away" },
        }),
      NO_WAY_OUT,
    ],
    [
      "by a policy that lets out to addresses",
      (o) => (o.out.spec.egress[0].to[0] = { ipBlock: { cidr: "10.0.0.0/8" } }),
      NO_WAY_OUT,
    ],
    ["by no rule that lets out", (o) => (o.out.spec.egress = []), NO_WAY_OUT],
    [
      "by a policy of another pod",
      (o) => (o.out.spec.podSelector.matchLabels.app = "shop"),
      NO_WAY_OUT,
    ],
    ["by a policy of another namespace", (o) => (o.out.metadata.namespace = "away"), NO_WAY_OUT],
    [
      "by a policy that lets in at another port",
      (o) => (o.into.spec.ingress[0].ports[0].port = 9200),
      NO_WAY_IN,
    ],
    [
      "by a policy that lets others in",
      (o) => (o.into.spec.ingress[0].from[0].podSelector.matchLabels.app = "shop"),
      NO_WAY_IN,
    ],
    [
      "by a client without its label",
      (o) => (o.web.spec.template.metadata.labels = { app: "shop" }),
      [...NO_WAY_OUT, ...NO_WAY_IN],
    ],
  ];

  test.each(cases)("%s", (_, change, faults) => {
    expect(faultsWith(change)).toEqual(faults);
  });
});
