import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { valueOf } from "../components/kit/testing";
import { stackFile } from "../tests/engine/stack-file";
import { readConfig } from "./config";

const KUBECONFIG = '{ "contexts": [{ "name": "uat" }] }';
const PLATFORM = {
  cluster: { kubeconfig: KUBECONFIG, context: "uat" },
  namespace: { name: "uat", pullSecret: { config: "registryPullSecret" } },
};

async function configure(config: Record<string, unknown>, secretKeys: readonly string[]) {
  const nothing = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
  await pulumi.runtime.setMocks(nothing, "kube-tracing", "uat");
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts), [...secretKeys]);
}

beforeEach(() => {
  vi.stubEnv("KUBE_TRACING_KUBECONFIG", "");
  vi.stubEnv("KUBE_TRACING_CONTEXT", "");
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the configuration of a stack", () => {
  const KEYS = {
    "kube-tracing:platform": PLATFORM,
    "kube-tracing:registryPullSecret": '{ "auths": {} }',
  };

  test("is what Platform takes, with everything that is secret marked so", async () => {
    await configure(KEYS, ["kube-tracing:registryPullSecret"]);
    const { platform, kubeconfig, context, secrets } = readConfig();
    expect([platform, context, Object.keys(secrets)]).toEqual([
      PLATFORM,
      "uat",
      ["registryPullSecret"],
    ]);
    expect(await valueOf(kubeconfig)).toBe(KUBECONFIG);
    expect(await valueOf(secrets["registryPullSecret"]!)).toBe('{ "auths": {} }');
    expect(await pulumi.isSecret(kubeconfig)).toBe(true);
    expect(await pulumi.isSecret(secrets["registryPullSecret"]!)).toBe(true);
  });

  test("refuses a secret that the stack file shows to everyone", async () => {
    await configure(KEYS, []);
    expect(() => readConfig()).toThrow(
      "Pulumi.uat.yaml cannot be used, 1 problem:\n" +
        "  kube-tracing:registryPullSecret  is stored in plain text; " +
        "run: pulumi config set --secret registryPullSecret <value>",
    );
  });

  test("fails without a stack trace", async () => {
    await configure({}, []);
    let thrown: unknown;
    try {
      readConfig();
    } catch (error) {
      thrown = error;
    }
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
    expect((thrown as Error).message).toBe(
      "Pulumi.uat.yaml cannot be used, 1 problem:\n" + "  platform  is missing; give a map",
    );
  });
});

describe("the kubeconfig", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kube-tracing-"));
    writeFileSync(join(folder, "kubeconfig"), KUBECONFIG);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function readWith(kubeconfig: string) {
    const platform = { cluster: { kubeconfig, context: "uat" }, namespace: { name: "uat" } };
    await configure({ "kube-tracing:platform": platform }, []);
    return await valueOf(readConfig().kubeconfig);
  }

  test("is read from an absolute path, from the project and from home", async () => {
    const file = join(folder, "kubeconfig");
    expect(await readWith(file)).toBe(KUBECONFIG);
    expect(await readWith(relative(process.cwd(), file))).toBe(KUBECONFIG);
    expect(await readWith(`~/${relative(homedir(), file)}`)).toBe(KUBECONFIG);
  });

  test("is missing where the path leads to a folder", async () => {
    await expect(readWith(folder)).rejects.toThrow("and there is no such file");
  });

  test("comes from the environment first, with its context", async () => {
    vi.stubEnv("KUBE_TRACING_KUBECONFIG", '{ "contexts": [{ "name": "kind" }] }');
    vi.stubEnv("KUBE_TRACING_CONTEXT", "kind");
    expect(await readWith("/none")).toBe('{ "contexts": [{ "name": "kind" }] }');
    expect(readConfig().context).toBe("kind");
  });
});

test.each(["local", "uat", "prod"])("Pulumi.%s.yaml can be used", async (environment) => {
  const file = resolve(__dirname, `../Pulumi.${environment}.yaml`);
  const { config, secretKeys } = stackFile(readFileSync(file, "utf8"));
  await configure(config, secretKeys);
  const { context } = (config["kube-tracing:platform"] as any).cluster;
  vi.stubEnv("KUBE_TRACING_KUBECONFIG", JSON.stringify({ contexts: [{ name: context }] }));
  expect(readConfig()).toMatchObject({ context, platform: config["kube-tracing:platform"] });
});
