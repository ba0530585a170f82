import { describe, expect, test } from "vitest";
import type { ObjectName } from "./deployment";
import { reasonOf, reasonsFor } from "./reasons";

const pod = (status: object, name = "web-1") => ({ metadata: { name }, status });
const container = (state: object, more: object = {}) =>
  pod({ containerStatuses: [{ name: "web", ready: false, state, ...more }] });

describe("reasonOf", () => {
  test.each([
    [
      "no node takes it",
      pod({
        conditions: [
          {
            type: "PodScheduled",
            status: "False",
            reason: "Unschedulable",
            message:
              "0/4 nodes are available: 4 node(s) didn't match Pod's node affinity/selector.",
          },
        ],
      }),
      "Unschedulable: 0/4 nodes are available: 4 node(s) didn't match Pod's node affinity/selector.",
    ],
    [
      "its image cannot be had",
      container({ waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "x"' } }),
      'container web: ImagePullBackOff: Back-off pulling image "x"',
    ],
    [
      "it ends again and again",
      container(
        { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s" } },
        { lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } } },
      ),
      "container web: CrashLoopBackOff: back-off 40s; before: exit code 137, OOMKilled",
    ],
    [
      "it has ended",
      container({ terminated: { exitCode: 2, reason: "Error", message: "no such flag\n" } }),
      "container web: exit code 2, Error: no such flag",
    ],
    [
      "it runs",
      container({ running: { startedAt: "2026-01-01T00:00:00Z" } }),
      "container web: runs, but its readiness probe does not succeed",
    ],
    [
      "an init container fails",
      pod({
        initContainerStatuses: [
          { name: "init", state: { waiting: { reason: "ErrImagePull", message: "denied" } } },
        ],
        containerStatuses: [{ name: "web", state: { waiting: { reason: "PodInitializing" } } }],
      }),
      "container init: ErrImagePull: denied",
    ],
    ["it is on its way", container({ waiting: { reason: "ContainerCreating" } }), undefined],
  ])("%s", (_, ill, reason) => expect(reasonOf(ill)).toBe(reason));
});

/** A cluster with one object, some pods and some events in one namespace. */
const cluster = (object: unknown, pods: unknown[], events: unknown[] = []): any => ({
  find: async () => object,
  get: async (path: string) => ({ items: path.endsWith("/events") ? events : pods }),
  text: async (path: string) => {
    if (path.includes("/web-1/")) return `asked ${path}\n\nno such host\n`;
    throw new Error("there is no log");
  },
});

const warning = (name: string, reason: string, message: string) => ({
  type: "Warning",
  involvedObject: { name },
  reason,
  message,
});

const DEPLOYMENT: ObjectName = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  namespace: "tracing",
  name: "web",
};
const live = { spec: { selector: { matchLabels: { app: "web" } } } };

describe("reasonsFor", () => {
  test("pods with the same reason are told once", async () => {
    const ill = container({ waiting: { reason: "ErrImagePull", message: "denied" } });
    expect(await reasonsFor(cluster(live, [ill, ill, ill]), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "container web: ErrImagePull: denied (3 pods)"],
    ]);
  });

  test("a pod without a reason of its own has the one of its last event", async () => {
    const events = [warning("web-1", "FailedMount", 'secret "a" not found')];
    expect(await reasonsFor(cluster(live, [pod({})], events), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", 'FailedMount: secret "a" not found'],
    ]);
  });

  test("a pod that nobody says anything about is in a phase", async () => {
    expect(await reasonsFor(cluster(live, [pod({ phase: "Pending" })]), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "a pod is Pending"],
    ]);
  });

  test("a program that ended is shown with what it printed last", async () => {
    const ended = { exitCode: 1, reason: "Error" };
    const log = "/api/v1/namespaces/tracing/pods/web-1/log?container=web";
    const again = container(
      { waiting: { reason: "CrashLoopBackOff" } },
      { lastState: { terminated: ended } },
    );
    expect(await reasonsFor(cluster(live, [again]), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "container web: CrashLoopBackOff; before: exit code 1, Error"],
      ["", `  | asked ${log}&previous=true&tailLines=5`],
      ["", "  | no such host"],
    ]);
    const once = container({ terminated: ended });
    expect(await reasonsFor(cluster(live, [once]), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "container web: exit code 1, Error"],
      ["", `  | asked ${log}&previous=false&tailLines=5`],
      ["", "  | no such host"],
    ]);
    const silent = { ...once, metadata: { name: "web-2" } };
    expect(await reasonsFor(cluster(live, [silent]), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "container web: exit code 1, Error"],
    ]);
  });

  test("a probe that does not succeed is shown with its answer", async () => {
    const running = container({ running: {} });
    const events = [warning("web-1", "Unhealthy", "Readiness probe failed: HTTP 503")];
    expect(await reasonsFor(cluster(live, [running], events), DEPLOYMENT)).toEqual([
      [
        "Deployment tracing/web",
        "container web: runs, but its readiness probe does not succeed: Unhealthy: Readiness probe failed: HTTP 503",
      ],
    ]);
  });

  test("without pods, whoever was to make them says why", async () => {
    const events = [
      warning("web-5d9c", "FailedCreate", "exceeded quota: pods"),
      warning("website", "FailedCreate", "of somebody else"),
    ];
    expect(await reasonsFor(cluster(live, [], events), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "FailedCreate: exceeded quota: pods"],
    ]);
  });

  test("a Service that selects nothing", async () => {
    const service = { spec: { selector: { app: "web", tier: "front" } } };
    expect(await reasonsFor(cluster(service, []), { ...DEPLOYMENT, kind: "Service" })).toEqual([
      ["Service tracing/web", "no pod has the labels app=web,tier=front"],
    ]);
  });

  test("the object is told once, and three of its reasons", async () => {
    const ills = ["a", "b", "c", "d"].map((reason) => container({ waiting: { reason } }));
    expect(await reasonsFor(cluster(live, ills), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "container web: a"],
      ["", "container web: b"],
      ["", "container web: c"],
    ]);
  });

  test("what is gone or has recovered in the meantime", async () => {
    const ready = pod({ conditions: [{ type: "Ready", status: "True" }] });
    expect(await reasonsFor(cluster(undefined, []), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "it does not exist"],
    ]);
    expect(await reasonsFor(cluster(live, [ready]), DEPLOYMENT)).toEqual([
      ["Deployment tracing/web", "its pods are ready by now: run `make up` again"],
    ]);
  });
});
