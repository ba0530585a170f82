import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetOf } from "../policies/level";
import type { EnvironmentName } from "../policies/rule";
import { RULES } from "../policies/rules";
import { ROOT } from "../scripts/golden/environments";
import { type Registration, runProgram } from "./engine";
import { ENGINE, type Levels, type Pack, type Shown, startPack } from "./engine/analyzer";
import { stackFile } from "./engine/stack-file";
import { UNKNOWN } from "./engine/wire";

/** Pulumi checks the types of every file before it serves the folder of a clone. */
const SLOW = 300_000;

const GOLDENS = join(ROOT, "stacks", "golden");
const POLICIES = join(ROOT, "stacks", "policies.json");

let work: string;
let home: string;
let files: string[];

/** `npm pack` of a copy of the policies, and `npm install` of the tarball somewhere else. */
beforeAll(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), "kube-tracing-policies-")));
  const clone = join(work, "clone");
  const isSource = (path: string) => !["dist", "node_modules"].includes(basename(path));
  cpSync(join(ROOT, "policies"), join(clone, "policies"), { recursive: true, filter: isSource });
  for (const file of ["tsconfig.json", "package.json"]) cpSync(join(ROOT, file), join(clone, file));
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  const told = run("npm", ["pack", "--json", "--pack-destination", work], join(clone, "policies"));
  const [packed] = JSON.parse(told.slice(told.indexOf("[\n")));
  files = packed.files.map(({ path }: { path: string }) => path);

  const consumer = join(work, "consumer");
  cpSync(join(ROOT, "package-lock.json"), join(consumer, "package-lock.json"));
  writeFileSync(join(consumer, "package.json"), "{}");
  const quiet = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  run("npm", ["install", ...quiet, join(work, packed.filename)], consumer);
  home = join(consumer, "node_modules", "kube-tracing-policies");
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" });
}

describe("the tarball", () => {
  test("holds what is built, and nothing that is for tests", () => {
    const other = files.filter((file) => !/^dist\/.*(\.js|\/data\/[^/]+\.json)$/.test(file));
    expect(other.sort()).toEqual([
      "LICENSE",
      "PulumiPolicy.yaml",
      "README.md",
      "analyzer",
      "package.json",
      "presets/dev.json",
      "presets/platform/dev.json",
      "presets/platform/prod.json",
      "presets/platform/uat.json",
      "presets/prod.json",
      "presets/uat.json",
    ]);
    expect(files.filter((file) => /test/.test(file))).toEqual([]);
  });
});

describe("the checker", () => {
  const check = (...args: string[]) => {
    const command = join(home, "..", ".bin", "kube-tracing-policies");
    return spawnSync(command, ["check", ...args], { encoding: "utf8" });
  };

  test("lets the platform pass, and ends with 0", () => {
    const golden = join(GOLDENS, "prod.yaml");
    const { status, stdout, stderr } = check(golden, "--config", POLICIES);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^\d+ objects, \d+ rules, 0 violations, 0 advised against, \d+ let pass, 0 not decided$/m,
    );
  });

  test("finds what is broken, tells the machines, and ends with 1", () => {
    const broken = join(work, "broken.yaml");
    const golden = readFileSync(join(GOLDENS, "prod.yaml"), "utf8");
    writeFileSync(broken, golden.replace("privileged: false", "privileged: true"));
    const [sarif, junit] = [join(work, "a.sarif"), join(work, "a.xml")];
    const { status, stdout } = check(
      broken,
      "--config",
      POLICIES,
      "--sarif",
      sarif,
      "--junit",
      junit,
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^mandatory {2}critical {2}no-privileged-container {2}Deployment tracing\/\S+ {2}container \w+ is privileged$/m,
    );
    const { runs } = JSON.parse(readFileSync(sarif, "utf8"));
    const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    expect(runs[0].tool.driver.version).toBe(version);
    const open = runs[0].results.filter(
      ({ suppressions }: { suppressions?: unknown }) => !suppressions,
    );
    expect(open.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      "no-privileged-container",
      "pod-fits-its-namespace",
    ]);
    expect(readFileSync(junit, "utf8")).toContain('<testsuite name="pod-security"');
  });

  test("refuses what it cannot use, and ends with 2", () => {
    const { status, stdout, stderr } = check(join(work, "missing.yaml"), "--preset", "prod");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `${join(work, "missing.yaml")} cannot be read: ENOENT: no such file or directory, stat '${join(work, "missing.yaml")}'\n`,
    );
  });
});

/** Levels and settings as the engine hands them over: a preset, and on top of it a file. */
function levelsOf(environment: EnvironmentName, more: Levels = {}): Levels {
  const own: Levels = JSON.parse(readFileSync(POLICIES, "utf8"));
  return { ...presetOf(environment, RULES), "undecided-checks": "advisory", ...own, ...more };
}

/** Resources of the real program, with the names that the provider would give; each run is done once. */
async function resourcesOf(environment: string, dryRun: boolean): Promise<Shown[]> {
  const key = `${environment} ${dryRun}`;
  const resources = runs.get(key) ?? (await registeredIn(environment, dryRun));
  runs.set(key, resources);
  return structuredClone(resources);
}

const runs = new Map<string, Shown[]>();

async function registeredIn(environment: string, dryRun: boolean): Promise<Shown[]> {
  const { config, secretKeys } = stackFile(
    readFileSync(join(ROOT, `Pulumi.${environment}.yaml`), "utf8"),
  );
  const secrets = Object.fromEntries(secretKeys.map((key) => [key, "a-token-that-nobody-sees"]));
  const { registrations } = await runProgram({
    stack: environment,
    config: { ...config, ...secrets },
    secretKeys,
    dryRun,
    env: {
      KUBE_TRACING_KUBECONFIG: JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": environment,
        contexts: [{ name: environment, context: { cluster: environment, user: environment } }],
        clusters: [{ name: environment, cluster: { server: "https://192.0.2.1" } }],
        users: [{ name: environment, user: { token: "token" } }],
      }),
      KUBE_TRACING_CONTEXT: "",
    },
  });
  return registrations.filter(({ custom }) => custom).map(shown);
}

function shown({ urn, type, name, inputs, provider, protect }: Registration): Shown {
  const isObject = type.startsWith("kubernetes:");
  const metadata = isObject ? { metadata: { name, ...inputs.metadata } } : {};
  // The recorded engine makes up passwords; a real one makes longer ones.
  const made = JSON.parse(
    JSON.stringify(inputs).replaceAll('"generated"', `"${"generated".repeat(3)}"`),
  );
  const [reference] = /^.*(?=::)/.exec(provider) ?? [];
  return {
    urn,
    type,
    name,
    inputs: { ...made, ...metadata },
    protect,
    ...(reference === undefined ? {} : { provider: reference }),
  };
}

const manifestOf = ({ inputs }: Shown): any => inputs;
const everything = async (pack: Pack, resources: readonly Shown[]) => [
  ...(await Promise.all(resources.map((resource) => pack.analyze(resource)))).flat(),
  ...(await pack.analyzeStack(resources)),
];

describe("the pack", () => {
  let pack: Pack;
  beforeAll(async () => {
    pack = await startPack(join(home, "analyzer"));
  });
  afterAll(() => pack.stop());

  test("starts as an executable, and tells its rules", () => {
    expect(namesIn(pack)).toEqual([...RULES.map(({ name }) => name), "undecided-checks"]);
    const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    expect(pack.info.version).toBe(version);
  });

  test.each<[what: string, command: () => [string, string[]?, string?]]>([
    ["the executable of the clone", () => [join(ROOT, "policies", "analyzer")]],
    ["the folder of the clone", () => folderWay(join(ROOT, "policies"))],
    ["the folder of the package", () => folderWay(home)],
  ])("%s is the same pack", { timeout: SLOW }, async (_, command) => {
    const other = await startPack(...command());
    other.stop();
    expect(other.info).toEqual(pack.info);
  });

  test.each([
    ["prod", "prod"],
    ["uat", "uat"],
    ["local", "dev"],
  ] as const)("lets the program pass in %s", async (environment, preset) => {
    const advised = { "image-is-pulled-always": "disabled" } as const;
    await pack.configure(levelsOf(preset, environment === "local" ? advised : {}));
    const said = await everything(pack, await resourcesOf(environment, false));
    expect(said.map(({ policy, message }) => `${policy}: ${message}`)).toEqual([]);
  });

  test("at preview finds nothing else, and counts what is not known yet", async () => {
    await pack.configure(levelsOf("prod"));
    const resources = await resourcesOf("prod", true);
    expect(JSON.stringify(resources)).toContain(UNKNOWN);
    const said = await everything(pack, resources);
    const forbidden = said.filter(({ policy }) => policy !== "undecided-checks");
    expect(forbidden.map(({ message }) => message)).toEqual([]);
  });

  test("names rule, object and cure, at its level; an unknown value hides nothing else", async () => {
    await pack.configure(levelsOf("uat"));
    const resources = await resourcesOf("prod", false);
    const oap = resources.find(isOap)!;
    const [container] = manifestOf(oap).spec.template.spec.containers;
    container.securityContext.privileged = true;
    container.image = UNKNOWN;
    container.imagePullPolicy = "Never";
    const said = await pack.analyze(oap);
    expect(said.map(({ policy, level, message }) => [policy, level, message])).toEqual([
      [
        "no-privileged-container",
        "mandatory",
        "No container is privileged\nDeployment skywalking-oap: container oap is privileged. To do: remove securityContext.privileged, and set what it was for on the node.",
      ],
      [
        "image-is-pulled-always",
        "advisory",
        "The kubelet asks the registry before it starts an image\nDeployment skywalking-oap: container oap has imagePullPolicy Never. To do: set imagePullPolicy to Always.",
      ],
    ]);
    const [undecided] = (await pack.analyzeStack(resources)).filter(
      ({ policy }) => policy === "undecided-checks",
    );
    expect(undecided!.level).toBe("advisory");
    expect(undecided!.message).toMatch(
      /^Every check can be decided\n\d+ checks cannot be decided before the update:\n {2}- /,
    );
    expect(undecided!.message).toContain(
      "image-has-version of Deployment skywalking-oap: spec.template.spec.containers[0].image is not known yet",
    );
  });

  test("keeps exceptions until their day, and says which one expired", async () => {
    const until = (day: string): Levels => ({
      "no-privileged-container": {
        exceptions: [{ object: "Deployment *", reason: "test", until: day }],
      },
    });
    const oap = (await resourcesOf("prod", false)).find(isOap)!;
    const pod = manifestOf(oap).spec.template.spec;
    pod.containers[0].securityContext.privileged = true;
    await pack.configure(levelsOf("prod", until("9999-12-31")));
    expect(await pack.analyze(oap)).toEqual([]);
    await pack.configure(levelsOf("prod", until("2020-01-31")));
    const [said] = await pack.analyze(oap);
    expect(said!.message).toContain(
      "is privileged (the exception for Deployment * in the configuration of no-privileged-container expired on 2020-01-31)",
    );
  });

  test("repairs what it is told to, and keeps what is not known", async () => {
    await pack.configure(
      levelsOf("prod", { "seccomp-profile": "remediate", "no-service-links": "remediate" }),
    );
    const oap = (await resourcesOf("prod", false)).find(isOap)!;
    expect(await pack.remediate(oap)).toEqual({ remedies: [], unable: [] });
    manifestOf(oap).spec.template.spec.containers[0].image = UNKNOWN;
    const broken = structuredClone(oap);
    delete manifestOf(broken).spec.template.spec.enableServiceLinks;
    const { remedies } = await pack.remediate(broken);
    expect(remedies).toEqual([
      { policy: "no-service-links", properties: oap.inputs, diagnostic: "" },
    ]);
  });

  test("tells no secret", async () => {
    await pack.configure(levelsOf("prod"));
    const resources = await resourcesOf("prod", false);
    for (const resource of resources)
      if (resource.type.endsWith(":Secret")) manifestOf(resource).metadata = {};
    const said = await everything(pack, resources);
    expect(said.length).toBeGreaterThan(0);
    expect(JSON.stringify(said)).not.toContain("a-token-that-nobody-sees");
  });
});

const namesIn = ({ info }: Pack) => info.policiesList.map(({ name }) => name);

/** As the language host of Pulumi serves a folder with a PulumiPolicy.yaml. */
const folderWay = (folder: string): [string, string[], string] => {
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  return [process.execPath, [runner, ENGINE, "."], folder];
};

const isOap = ({ inputs }: Shown) =>
  (inputs as any).kind === "Deployment" && (inputs as any).metadata.name === "skywalking-oap";
