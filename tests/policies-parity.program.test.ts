/** Our server of the policies, and that of `@pulumi/policy`: the engine cannot tell one from the other. */
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { presetOf } from "../policies/level";
import type { Manifest } from "../policies/objects";
import { RULES } from "../policies/rules";
import { ROOT } from "../scripts/golden/environments";
import {
  ENGINE,
  type Levels,
  type Pack,
  type Said,
  type Shown,
  startPack,
} from "./engine/analyzer";
import { secret, UNKNOWN } from "./engine/wire";
import { shownIn } from "./policies/shown";

const FOLDER = join(ROOT, "policies");
const REFERENCE = join(ROOT, "tests", "policies", "reference.ts");

/** The reference is slow: that is why there is another one. */
const SLOW = 300_000;

const packs: Pack[] = [];
const both = <T>(ask: (pack: Pack) => Promise<T>) => Promise.all(packs.map(ask));

beforeEach(async () => {
  packs.push(await startPack(join(FOLDER, "analyzer")));
  const tsx = ["--import", require.resolve("tsx"), REFERENCE, ENGINE];
  packs.push(await startPack(process.execPath, tsx, FOLDER));
});

afterEach(() => packs.splice(0).forEach((pack) => pack.stop()));

/** One in three resources of an environment is damaged: privileged, with secrets, with what is not known yet. */
function damaged(environment: string): Shown[] {
  const resources = shownIn(environment);
  resources.forEach(({ inputs }, index) => {
    if (index % 3 === 0) damages[(index / 3) % damages.length]!(inputs);
  });
  return resources;
}

const podOf = ({ spec }: Manifest) => spec?.template?.spec;

const damages: ((manifest: Manifest) => void)[] = [
  (manifest) => {
    manifest.metadata.namespace = UNKNOWN;
  },
  (manifest) => {
    for (const container of podOf(manifest)?.containers ?? []) {
      container.securityContext = { privileged: true, runAsUser: UNKNOWN };
      container.image = secret("docker.io/nobody/thing:latest");
    }
  },
  (manifest) => {
    if (manifest.spec) manifest.spec = secret({ ...manifest.spec, replicas: UNKNOWN });
  },
  (manifest) => {
    const pod = podOf(manifest);
    if (pod) Object.assign(pod, { enableServiceLinks: true, securityContext: UNKNOWN });
  },
  (manifest) => {
    manifest.metadata.labels = UNKNOWN;
    manifest["__internal"] = "of the provider";
  },
  (manifest) => {
    const [first, ...rest] = podOf(manifest)?.containers ?? [];
    if (first) podOf(manifest).containers = [{ ...first, securityContext: null }, ...rest, UNKNOWN];
    if (manifest.data) manifest.data.secret = secret(secret("hunter2-hunter2"));
  },
  (manifest) => {
    if (manifest.spec?.ports) manifest.spec.ports[0].port = UNKNOWN;
    delete podOf(manifest)?.securityContext;
  },
];

const preset: Levels = { ...presetOf("uat", RULES), "undecided-checks": "advisory" };
const configured: Levels = {
  ...Object.fromEntries(RULES.map(({ name }) => [name, "remediate" as const])),
  // `@pulumi/policy` 1.21 fails when a repair walks over the containers of a pod.
  "image-is-pulled-always": "mandatory",
  "no-privilege-escalation": "mandatory",
  "no-privileged-container": {
    exceptions: [{ object: "Deployment *", reason: "here for the test", until: "2020-01-31" }],
  },
  "image-comes-from-its-maker": { publishers: ["docker.io/nobody/"] },
  "read-only-root-file-system": "disabled",
  "undecided-checks": "mandatory",
};

test.each([
  ["a sound platform, with a preset", shownIn("uat"), preset],
  ["a damaged one, with settings, exceptions and repairs", damaged("prod"), configured],
])(
  "both tell the same about themselves, and about %s",
  { timeout: SLOW },
  async (_, resources, levels) => {
    const [ours, reference] = await both(async (pack) => {
      await pack.configure(levels);
      const remedies = [];
      const said = [];
      for (const resource of resources) {
        remedies.push(await pack.remediate(resource));
        said.push(await pack.analyze(resource));
      }
      said.push(await pack.analyzeStack(resources));
      return { info: pack.info, remedies, said: said.flat().map(inOrder) };
    });
    expect(reference!.said.length).toBeGreaterThan(0);
    expect(ours).toEqual(reference);
  },
);

/** What is left undecided is listed in the order in which the resources were seen. */
function inOrder({ diagnostic }: Said) {
  return { ...diagnostic, message: diagnostic.message.split("\n").sort() };
}
