/** Whatever is killed in the middle of a command, the next one finishes the work: nothing twice, nothing lost. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FOLDERS } from "../toolchain/folders";
import { ensureTools } from "../toolchain/tools";
import { type Case, TooLate, type Victim, World } from "./recovery/world";

const world = new World();

beforeAll(async () => {
  await ensureTools();
  await world.start();
});

afterAll(() => world.end());

/** The small program has this, once each; `*` stands for what Pulumi adds to a name. */
const ALL = [
  "ConfigMap first-*",
  "ConfigMap fourth-*",
  "ConfigMap second-*",
  "ConfigMap third-*",
  "Deployment web",
  "Job prepare-*",
  "Secret password-*",
  "Service store",
  "Service web",
  "StatefulSet store",
];

/** Whether the cluster has exactly what the state has, and that is everything. */
async function expectAll(one: Case): Promise<void> {
  const objects = await one.objects();
  expect(objects).toEqual(await one.knownObjects());
  expect(objects.map((object) => object.replace(/-[a-z0-9]{8}$/, "-*"))).toEqual(ALL);
}

const UNCHANGED = /^stack local: no change, 13 unchanged, in /m;

describe("up", () => {
  test("an uninterrupted run makes every object once, and the next one changes nothing", async () => {
    const calm = world.case("calm");
    expect(await calm.run("up")).toMatchObject({ code: 0 });
    await expectAll(calm);
    expect((await calm.run("up")).output).toMatch(UNCHANGED);
    expect(calm.stateFiles()).toEqual(["local.json", "local.json.bak"]);
  });

  test.each<[Victim, number]>([
    ["pulumi", 1],
    ["pulumi", 6],
    ["pulumi", 11],
    ["plugin", 6],
    ["command", 6],
  ])("%s is killed after %i steps", async (victim, after) => {
    const hit = world.case(`${victim}-${after}`);
    const ended = await hit.interrupt("up", victim, { when: () => hit.stepsDone() >= after });
    expect(ended.code).not.toBe(0);
    const next = await hit.run("up");
    expect(next.code, next.output).toBe(0);
    await expectAll(hit);
    expect(hit.state()).not.toContain("open-sesame");
    expect((await hit.run("up")).output).toMatch(UNCHANGED);
  });
});

describe("a stack that is there", () => {
  const there = world.case("there");
  const notes = () =>
    there.fields(
      "/apis/apps/v1/deployments",
      "spec",
      "template",
      "metadata",
      "annotations",
      "note",
    );

  beforeEach(async () => {
    expect(await there.run("up")).toMatchObject({ code: 0 });
  });

  test("an interrupted update is finished: new ConfigMaps, and the old ones are gone", async () => {
    const env = { RECOVERY_VALUE: "2" };
    await there.interrupt("up", "pulumi", { when: () => there.stepsDone() >= 6, env });
    expect(await there.run("up", env)).toMatchObject({ code: 0 });
    await expectAll(there);
    const values = await there.fields("/api/v1/configmaps", "data", "value");
    expect(values).toEqual(["2", "2", "2", "2"]);
    expect((await there.run("up", env)).output).toMatch(UNCHANGED);
  });

  test.each<Victim>(["pulumi", "plugin"])(
    "an update that %s did not survive and that is taken back leaves nothing of it",
    async (victim) => {
      const isNoted = async () => (await notes()).includes("mistake");
      const env = { RECOVERY_NOTE: "mistake", RECOVERY_NODE: "none" };
      const interrupted = () =>
        there.interrupt("up", victim, { when: isNoted, env }).then(
          ({ code }) => code !== 0,
          (error: unknown) => {
            if (error instanceof TooLate) return false;
            throw error;
          },
        );
      // A provider that takes the update for done at once is killed too late: taken back, it begins again.
      for (let attempt = 1; !(await interrupted()); attempt++) {
        expect(attempt).toBeLessThan(5);
        expect(await there.run("up")).toMatchObject({ code: 0 });
      }
      expect(await there.run("up")).toMatchObject({ code: 0 });
      expect(await notes()).toEqual([]);
      expect((await there.run("up")).output).toMatch(UNCHANGED);
    },
  );

  test("after an interrupted removal everything comes back, also what is still going", async () => {
    await there.hold(["example.com/hold"]);
    const going = async () =>
      (await there.fields("/apis/apps/v1/statefulsets", "metadata", "deletionTimestamp")).length >
      0;
    await there.interrupt("down", "pulumi", { when: going });
    const { child, ended, said } = there.begin("up");
    while (!said().includes("waiting until it is gone") && child.exitCode === null) await sleep(50);
    await there.hold([]);
    expect(await ended).toMatchObject({ code: 0 });
    await expectAll(there);
    expect((await there.run("up")).output).toMatch(UNCHANGED);
  });

  test("an interrupted removal is finished by the next one", async () => {
    await there.interrupt("down", "pulumi", { when: () => there.stepsDone() >= 4 });
    expect(await there.run("down")).toMatchObject({ code: 0 });
    await world.start();
    expect(await there.objects()).toEqual([]);
  });
});

describe("the cluster", () => {
  const moved = world.case("moved");

  beforeAll(async () => {
    await world.start();
    await moved.run("up");
  });

  test("one that answers at another address is still the same one", async () => {
    await world.moveCluster();
    const next = await moved.run("up");
    expect(next.output).toMatch(UNCHANGED);
    await expectAll(moved);
  });

  test("a new one gets everything, and what was in the old one is forgotten", async () => {
    await world.replaceCluster();
    const next = await moved.run("up");
    expect(next).toMatchObject({ code: 0 });
    expect(next.output).toMatch(
      /^the local cluster is a new one: what stack local had in the old one is forgotten$/m,
    );
    await expectAll(moved);
  });
});

test("the platform itself is killed twice and still comes up", async () => {
  await world.start();
  const platform = world.case("tracing", { stack: "local", root: FOLDERS.root });
  await platform.interrupt("up", "pulumi", { when: () => platform.stepsDone() >= 12 });
  await platform.interrupt("up", "pulumi", { when: () => platform.stepsDone() >= 25 });
  expect(await platform.run("up")).toMatchObject({ code: 0 });
  expect(await platform.objects()).toEqual(await platform.knownObjects());
  expect((await platform.run("up")).output).toMatch(/^stack local: no change, /m);
});

test("an object that does not become ready is explained in the words of the cluster", async () => {
  const { code, output } = await world.case("unready").run("up", { RECOVERY_NODE: "none" });
  expect(code).toBe(1);
  const unschedulable =
    "Unschedulable: 0/4 nodes are available: 4 node(s) didn't match Pod's node affinity/selector.";
  const [, deployment, service] = output.slice(output.indexOf("Not ready")).split("\n");
  expect(deployment).toContain(`Deployment unready/web  ${unschedulable}`);
  expect(deployment).toContain("(2 pods)");
  expect(service).toContain(`Service unready/web     ${unschedulable}`);
});
