import { describe, expect, test } from "vitest";
import { tableOf } from "../verify";
import { type Line, isFine, judge } from "./judge";
import type { Observations, SeenJob, SeenOap, SeenOapPod } from "./observations";

const pod = (name: string, seen: Partial<SeenOapPod> = {}): SeenOapPod => ({
  name,
  isReady: true,
  clusterSize: { value: 3 },
  health: { value: 200 },
  ...seen,
});
const PODS = [pod("oap-a"), pod("oap-b"), pod("oap-c")];
const OAP: SeenOap = {
  name: "oap",
  replicas: 3,
  coordinator: "kubernetes",
  schemaJob: "oap-init-1",
  account: "oap",
  mayWatchPods: true,
  pods: PODS,
};
const JOB: SeenJob = { name: "oap-init-1", oap: "oap", succeeded: 1, failed: 0, isActive: false };
const TEMPLATES = ["sw_segment", "sw_metrics-all"].map((name) => ({
  name,
  patterns: [`${name}-*`],
}));
const GOOD: Observations = {
  namespace: "tracing",
  isSimulated: false,
  services: [
    { name: "es", ready: 1, pods: 1, ports: [{ port: 9200, isOpen: true }] },
    { name: "oap", ready: 3, pods: 3, ports: [{ port: 11800, isOpen: true }] },
  ],
  dials: [{ from: "Deployment oap", service: "es", port: 9200 }],
  jobs: [JOB],
  oaps: [OAP],
  schema: {
    store: "es",
    templates: TEMPLATES,
    indices: ["sw_segment-20261121", "sw_metrics-all-20261121", "sw_management"],
  },
};

/** The lines that hold something against it. */
const findings = (seen: Partial<Observations>): Line[] =>
  judge({ ...GOOD, ...seen }).filter(({ cure }) => cure !== undefined);
const withOap = (oap: Partial<SeenOap>) => findings({ oaps: [{ ...OAP, ...oap }] });

test("a healthy platform has a line for everything that was looked at", () => {
  const lines = judge(GOOD);
  expect(isFine(lines)).toBe(true);
  expect(tableOf(lines)).toBe(`✓  Service es                 1 of 1 pods ready
✓  Service oap                3 of 3 pods ready
✓  Deployment oap to es:9200  answered
✓  schema Job of oap          done
✓  schema in es               2 templates, 3 indices
✓  pods of oap                3 of 3 ready
✓  rights of oap              may watch pods
✓  cluster seen by oap-a      3 of 3
✓  health of oap-a            200
✓  cluster seen by oap-b      3 of 3
✓  health of oap-b            200
✓  cluster seen by oap-c      3 of 3
✓  health of oap-c            200`);
});

test("what to do stands below what is wrong", () => {
  expect(tableOf([{ what: "a", seen: "b", cure: "mend it" }])).toBe("✗  a  b\n     → mend it");
});

test("simulated pods are not asked", () => {
  const lines = judge({ ...GOOD, isSimulated: true });
  expect(lines.filter(({ what }) => /^(pods|rights|cluster|health) /.test(what))).toEqual([]);
});

test("an empty namespace is a finding", () => {
  expect(findings({ services: [], dials: [], jobs: [], oaps: [], isSimulated: true })[0]).toEqual({
    what: "namespace tracing",
    seen: "nothing of the platform is there",
    cure: "deploy it: make up",
  });
});

describe("a cluster that falls apart in silence", () => {
  test("for want of rights", () => {
    const alone = PODS.map((one) => ({ ...one, clusterSize: { value: 1 } }));
    const [rights, ...members] = withOap({ mayWatchPods: false, pods: alone });
    expect(rights).toEqual({
      what: "rights of oap",
      seen: "may not watch pods",
      cure:
        "Role and RoleBinding oap of tracing are missing or bound to another account: make refresh up; " +
        "then kubectl -n tracing rollout restart deployment oap",
    });
    expect(members).toEqual(
      ["oap-a", "oap-b", "oap-c"].map((name) => ({
        what: `cluster seen by ${name}`,
        seen: "1 of 3",
        cure:
          `${name} is a cluster of its own beside the other oap; metrics are counted apart and come out wrong: ` +
          "check its rights above, and that nothing keeps port 11800 between the pods closed",
      })),
    );
  });

  test("although nobody can say whether the rights are there", () => {
    const unknown = Object.entries(OAP).filter(([key]) => key !== "mayWatchPods");
    const lines = judge({ ...GOOD, oaps: [Object.fromEntries(unknown) as unknown as SeenOap] });
    expect(lines.filter(({ what }) => what.startsWith("rights"))).toEqual([]);
  });

  test("by its coordinator", () => {
    const pods = [pod("oap-a", { clusterSize: { value: 1 } })];
    expect(withOap({ coordinator: "standalone", replicas: 2, pods })[1]).toEqual({
      what: "cluster seen by oap-a",
      seen: "1 of 2",
      cure: "oap-a is a cluster of its own beside the other oap; its coordinator is standalone: give oap.coordinator kubernetes",
    });
  });

  test("where one member is missing", () => {
    const pods = [PODS[0]!, PODS[1]!, pod("oap-c", { clusterSize: { value: 2 } })];
    expect(withOap({ pods })).toEqual([
      {
        what: "cluster seen by oap-c",
        seen: "2 of 3",
        cure:
          "metrics are counted apart and come out wrong: " +
          "check its rights above, and that nothing keeps port 11800 between the pods closed",
      },
    ]);
  });
});

describe("a schema", () => {
  const ANEW =
    "delete what is left (DELETE _index_template/sw_*), kubectl -n tracing delete job oap-init-1, then make refresh up";

  test("that is half made", () => {
    const schema = { store: "es", templates: TEMPLATES, indices: ["sw_segment-20261121"] };
    expect(findings({ schema })).toEqual([
      {
        what: "schema in es",
        seen: "2 templates, 1 indices; no index of sw_metrics-all",
        cure: `it is half made: ${ANEW}`,
      },
    ]);
  });

  test("whose templates are gone, so that tomorrow's indices come out wrong", () => {
    const schema = {
      store: "es",
      templates: TEMPLATES.slice(0, 1),
      indices: ["sw_segment-20261121", "sw_metrics-all-20261121", "sw_management"],
    };
    expect(findings({ schema })).toEqual([
      {
        what: "schema in es",
        seen: "1 templates, 3 indices; no template for sw_metrics-all-20261121",
        cure: `it is half made: ${ANEW}`,
      },
    ]);
  });

  test("of which templates and indices are gone", () => {
    const schema = { store: "es", templates: TEMPLATES.slice(0, 1), indices: ["sw_log-20261121"] };
    expect(findings({ schema })[0]?.seen).toBe(
      "1 templates, 1 indices; no index of sw_segment; no template for sw_log-20261121",
    );
  });

  test("that was never made", () => {
    expect(findings({ schema: { store: "es", templates: [], indices: [] } })).toEqual([
      {
        what: "schema in es",
        seen: "no template, 0 indices",
        cure: `it was never made: ${ANEW}`,
      },
    ]);
  });

  test("that cannot be asked for", () => {
    expect(findings({ schema: { store: "es", problem: "no pod of it is ready" } })).toEqual([
      {
        what: "schema in es",
        seen: "no pod of it is ready",
        cure: "the storage cannot be asked: kubectl -n tracing logs the pods of es",
      },
    ]);
  });
});

test("a password that the storage does not know", () => {
  expect(findings({ schema: { store: "es", refused: "es-client-1" } })).toEqual([
    {
      what: "schema in es",
      seen: "the user or the password is refused",
      cure: "OAP fails at its next start: kubectl -n tracing delete secret es-client-1, then make refresh up",
    },
  ]);
});

describe("the Job that makes the schema", () => {
  const LOGS = "`kubectl -n tracing logs job/oap-init-1`";

  test.each([
    ["is missing", [], { seen: "there is none", cure: "make refresh up makes oap-init-1 again" }],
    [
      "still runs",
      [{ ...JOB, succeeded: 0, failed: 2, isActive: true }],
      { seen: "still running after 2 tries", cure: `wait, or read ${LOGS}` },
    ],
    [
      "gave up",
      [{ ...JOB, succeeded: 0, failed: 7 }],
      {
        seen: "did not complete after 7 tries",
        cure: `read ${LOGS}; kubectl -n tracing delete job oap-init-1, then make refresh up`,
      },
    ],
    [
      "ran more than once",
      [JOB, { ...JOB, name: "oap-init-2" }],
      {
        seen: "2 Jobs: oap-init-1, oap-init-2",
        cure: "it ran more than once: pods use oap-init-1, so delete the others, then make refresh up",
      },
    ],
  ])("%s", (_, jobs, line) => {
    expect(findings({ jobs })[0]).toEqual({ what: "schema Job of oap", ...line });
  });

  test("may have tried again", () => {
    const lines = judge({ ...GOOD, jobs: [{ ...JOB, failed: 1 }] });
    expect(lines.find(({ what }) => what === "schema Job of oap")).toEqual({
      what: "schema Job of oap",
      seen: "done after 2 tries",
    });
  });
});

describe("a component that has lost its peer", () => {
  test("because no pod is ready", () => {
    const services = [{ ...GOOD.services[0]!, ready: 0 }, GOOD.services[1]!];
    expect(findings({ services })).toEqual([
      {
        what: "Service es",
        seen: "0 of 1 pods ready",
        cure: "its clients reach nobody: `kubectl -n tracing get pods` says why they are not ready",
      },
      {
        what: "Deployment oap to es:9200",
        seen: "no pod behind it is ready",
        cure: "Deployment oap has lost its peer: bring the pods of Service es in tracing back first",
      },
    ]);
  });

  test("because its pods were scaled away", () => {
    const services = [
      { ...GOOD.services[0]!, ready: 0, pods: 0, workload: "statefulset/es" },
      GOOD.services[1]!,
    ];
    expect(findings({ services })[0]).toEqual({
      what: "Service es",
      seen: "0 of 0 pods ready",
      cure: "statefulset/es makes no pods: kubectl -n tracing scale statefulset/es --replicas=<as configured>",
    });
  });

  test("because no pod carries the labels", () => {
    const services = [{ ...GOOD.services[0]!, ready: 0, pods: 0 }, GOOD.services[1]!];
    expect(findings({ services })[0]).toEqual({
      what: "Service es",
      seen: "0 of 0 pods ready",
      cure: "nothing makes pods with its labels: kubectl -n tracing delete service es, then make refresh up",
    });
  });

  test("because the Service has another port", () => {
    const services = [{ ...GOOD.services[0]!, ports: [{ port: 9201, isOpen: true }] }];
    expect(findings({ services })).toEqual([
      {
        what: "Deployment oap to es:9200",
        seen: "port 9200 leads nowhere",
        cure: "Deployment oap has lost its peer: kubectl -n tracing delete service es, then make refresh up",
      },
    ]);
  });

  test("because the port of the Service leads to none of the pods", () => {
    const services = [{ ...GOOD.services[0]!, ports: [{ port: 9200, isOpen: false }] }];
    expect(findings({ services })).toEqual([
      {
        what: "Service es",
        seen: "1 of 1 pods ready, but 9200 leads to no port of theirs",
        cure: "its ports are not those of its pods: kubectl -n tracing delete service es, then make refresh up",
      },
      {
        what: "Deployment oap to es:9200",
        seen: "port 9200 leads nowhere",
        cure: "Deployment oap has lost its peer: kubectl -n tracing delete service es, then make refresh up",
      },
    ]);
  });

  test("because the Service is gone", () => {
    expect(findings({ services: [GOOD.services[1]!] })).toEqual([
      {
        what: "Deployment oap to es:9200",
        seen: "there is no such Service",
        cure: "Deployment oap has lost its peer: make refresh up brings Service es back",
      },
    ]);
  });
});

describe("a pod of OAP", () => {
  test("that does not reach its storage", () => {
    const pods = [pod("oap-a", { health: { value: 503 } }), ...PODS.slice(1)];
    expect(withOap({ pods })).toEqual([
      {
        what: "health of oap-a",
        seen: "503",
        cure:
          "its storage cannot be reached: check the pods of the storage, its password and its certificate; " +
          "kubectl -n tracing logs oap-a",
      },
    ]);
  });

  test("that answers oddly", () => {
    const pods = [pod("oap-a", { health: { value: 404 } }), ...PODS.slice(1)];
    expect(withOap({ pods })[0]?.cure).toBe(
      "200 or 503 was expected: kubectl -n tracing logs oap-a",
    );
  });

  test("that does not answer", () => {
    const problem = "connection refused";
    const pods = [
      pod("oap-a", { clusterSize: { problem }, health: { problem } }),
      ...PODS.slice(1),
    ];
    const cure = "it cannot be asked: kubectl -n tracing describe pod oap-a";
    expect(withOap({ pods })).toEqual([
      { what: "cluster seen by oap-a", seen: problem, cure },
      { what: "health of oap-a", seen: problem, cure },
    ]);
  });

  test("that somebody scaled away", () => {
    expect(withOap({ replicas: 0, pods: [] })).toEqual([
      {
        what: "pods of oap",
        seen: "0 of 0 ready",
        cure: "somebody scaled it to nothing: kubectl -n tracing scale deployment/oap --replicas=<as configured>",
      },
    ]);
  });

  test("that is not there", () => {
    expect(withOap({ pods: PODS.slice(1) })).toEqual([
      {
        what: "pods of oap",
        seen: "2 of 3 ready",
        cure: "kubectl -n tracing describe pods -l app.kubernetes.io/instance=oap",
      },
    ]);
  });
});
