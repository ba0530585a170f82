/** The real Pulumi CLI with the pack: what it forbids is not deployed, and what it repairs is deployed repaired. */

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { version as versionOf } from "../policies/version";
import { ROOT } from "../scripts/golden/environments";
import { CONTEXT } from "../toolchain/cluster/cluster-state";
import { pulumiEnvironment } from "../toolchain/stack/pulumi";
import { ensureTools } from "../toolchain/tools";
import { clusterIn } from "./recovery/place";
import { World } from "./recovery/world";

const version = versionOf();
const world = new World();
const PROGRAM = { stack: "local", root: join(ROOT, "tests", "policies", "program") };
const PLATFORM = { stack: "local", root: ROOT };
const small = world.case("policies", PROGRAM);
const platform = world.case("platform", PLATFORM);

beforeAll(async () => {
  await ensureTools();
  await world.start();
  for (const { pulumi } of [small, platform]) await pulumi.select();
});

afterAll(() => world.end());

/** Few rules, so that what is said is about them. */
const CONFIGURATION = {
  all: "disabled",
  "no-privileged-container": "mandatory",
  "image-has-version": "advisory",
  "seccomp-profile": "remediate",
};

/** Runs the CLI on a stack with the pack as an executable. */
async function pulumi(
  { pulumi: { place } }: typeof small,
  [command, configuration]: readonly [command: string[], configuration: string],
  env: NodeJS.ProcessEnv = {},
) {
  const pack = ["--policy-pack", join(ROOT, "policies", "analyzer")];
  const access = { kubeconfig: join(clusterIn(world.work), "kubeconfig"), context: CONTEXT };
  const child = spawn(
    join(place.bin, "pulumi"),
    [
      ...command,
      ...["--stack", place.stack, "--non-interactive", "--color", "never"],
      ...[...pack, "--policy-pack-config", configuration],
    ],
    {
      cwd: place.root,
      env: { ...pulumiEnvironment(place, process.env, access), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const code = new Promise<number | null>((settle) => child.once("exit", settle));
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, output: `${said}${complained}` };
}

/** What Pulumi says about the policies, without where the pack is. */
const policiesIn = (output: string) =>
  /^Policies:\n {4}(.*?)\n\n/ms
    .exec(output)?.[1]
    ?.replace(/ \(local: .*\)$/m, "")
    .split("\n");

/** The pods of every Deployment that the small program has in the cluster. */
const deployed = () => small.fields("/apis/apps/v1/deployments", "spec", "template", "spec");

describe("a small program", () => {
  const file = join(world.work, "policies.json");
  beforeAll(() => writeFileSync(file, JSON.stringify(CONFIGURATION)));

  test("that breaks a mandatory rule is refused, and nothing of it is deployed", async () => {
    const bad = { POLICIES_IMAGE: "registry.example.com/main:1.2.3", POLICIES_PRIVILEGED: "yes" };
    for (const command of [["preview"], ["up", "--yes"]]) {
      const { code, output } = await pulumi(small, [command, file], bad);
      expect(code, output).not.toBe(0);
      expect(policiesIn(output)).toEqual([
        `❌ kube-tracing-policies@v${version}`,
        "        - [remediate]  seccomp-profile  (1 resource)",
        "        - [mandatory] [severity: critical]  no-privileged-container  (kubernetes:apps/v1:Deployment: web)",
        "          No container is privileged",
        "          Deployment web: container main is privileged. To do: remove securityContext.privileged, and set what it was for on the node.",
      ]);
    }
    expect(await small.objects()).toEqual([]);
  });

  test("is told what is advised, and deployed as it was repaired, its secret still one", async () => {
    const fair = { POLICIES_IMAGE: "registry.example.com/main" };
    const command = ["up", "--yes", "--skip-preview"];
    const { code, output } = await pulumi(small, [command, file], fair);
    expect(code, output).toBe(0);
    expect(policiesIn(output)).toEqual([
      `⚠️ kube-tracing-policies@v${version}`,
      "        - [remediate]  seccomp-profile  (1 resource)",
      "        - [advisory] [severity: high]  image-has-version  (kubernetes:apps/v1:Deployment: web)",
      "          Every image has a version",
      "          Deployment web: container main runs registry.example.com/main, without a version. To do: write the full version behind the image, as in apache/skywalking-oap-server:10.4.0.",
    ]);
    expect(await deployed()).toMatchObject([
      { securityContext: { seccompProfile: { type: "RuntimeDefault" } } },
    ]);
    const { deployment } = await small.pulumi.export();
    expect(JSON.stringify(deployment)).toContain("RuntimeDefault");
    expect(JSON.stringify(deployment)).not.toContain("open-sesame");
  });
});

test("the platform passes with the preset that is made for it, and is told what is advised", async () => {
  const preset = join(ROOT, "policies", "presets", "platform", "dev.json");
  const { code, output } = await pulumi(platform, [["preview"], preset]);
  expect(code, output).toBe(0);
  const said = policiesIn(output) ?? [];
  expect(said[0]).toBe(`⚠️ kube-tracing-policies@v${version}`);
  const rules = said.flatMap(
    (line) => /- \[(\w+)\].* {2}([\w-]+) {2}/.exec(line)?.slice(1).join(" ") ?? [],
  );
  expect([...new Set(rules)]).toEqual([
    "advisory image-is-pulled-always",
    "advisory undecided-checks",
  ]);
});
