import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Asked, type Registration, type Run, runProgram } from "./engine";
import { UNKNOWN } from "./engine/wire";

const ASKED: Asked = {
  directory: join(__dirname, "engine", "program"),
  stack: "uat",
  config: { "kube-tracing:kubeconfig": "keys" },
  secretKeys: ["kube-tracing:kubeconfig"],
};

const URN = "urn:pulumi:uat::kube-tracing::";
const COMPONENT = `${URN}kube-tracing:index:Everything::all`;
const PASSWORD = `${URN}kube-tracing:index:Everything$random:index/randomPassword:RandomPassword::password`;
const SECRET = `${URN}kube-tracing:index:Everything$kubernetes:core/v1:Secret::login`;

describe("an update", () => {
  let run: Run;
  beforeAll(async () => {
    run = await runProgram(ASKED);
  });
  const named = (name: string): Registration => run.registrations.find((r) => r.name === name)!;

  test("ends well, with everything written down in the order of arrival", () => {
    expect([run.code, run.stdout, run.stderr]).toEqual([0, "", ""]);
    expect(run.registrations.map(({ name }) => name)).toEqual([
      "kube-tracing-uat",
      "cluster",
      "all",
      "password",
      "login",
      "pod",
    ]);
    expect(run.outputs).toEqual({ stack: "uat", hidden: "keys" });
  });

  test("knows the names of things and who their parent is", () => {
    expect(named("all")).toMatchObject({
      urn: COMPONENT,
      type: "kube-tracing:index:Everything",
      custom: false,
      parent: named("kube-tracing-uat").urn,
    });
    expect(named("login")).toMatchObject({ urn: SECRET, custom: true, parent: COMPONENT });
  });

  test("knows the provider that a resource goes to", () => {
    const { urn } = named("cluster");
    expect(named("pod").provider).toBe(`${urn}::cluster-id`);
    expect(named("password").provider).toBe("");
  });

  test("knows what must be there first, and which input says so", () => {
    expect(named("login")).toMatchObject({
      dependencies: [PASSWORD],
      propertyDependencies: { stringData: [PASSWORD] },
    });
    expect([...named("pod").dependencies].sort()).toEqual([SECRET, PASSWORD].sort());
    expect(named("pod").propertyDependencies).toMatchObject({ metadata: [], spec: [SECRET] });
  });

  test("knows what is secret, and shows it to tests", () => {
    expect(named("cluster")).toMatchObject({
      inputs: { kubeconfig: "keys" },
      secrets: ["kubeconfig"],
    });
    expect(named("login")).toMatchObject({
      inputs: { stringData: { user: "ann", password: "generated" } },
      secrets: ["stringData"],
    });
    expect(named("pod").secrets).toEqual([]);
  });

  test("knows former names and protection", () => {
    expect(named("login")).toMatchObject({ aliases: ["old-login"], protect: true });
    expect(named("pod")).toMatchObject({ aliases: [], protect: false });
  });

  test("names an object that has no name of its own", () => {
    const [container] = named("pod").inputs.spec.containers;
    expect(container.envFrom).toEqual([{ secretRef: { name: "login" } }]);
  });
});

describe("a preview", () => {
  test("does not know what only a provider could tell", async () => {
    const { code, registrations } = await runProgram({ ...ASKED, dryRun: true });
    const login = registrations.find(({ name }) => name === "login")!;
    expect(code).toBe(0);
    expect(login.inputs.stringData).toEqual(UNKNOWN);
    expect(login.provider).toBe(
      `urn:pulumi:uat::kube-tracing::pulumi:providers:kubernetes::cluster::${UNKNOWN}`,
    );
  });
});

describe("a program that fails", () => {
  test("says so to the engine, without a stack trace, and with the code of a told failure", async () => {
    const config = { ...ASKED.config, "kube-tracing:fail": "true" };
    const { code, messages, outputs } = await runProgram({ ...ASKED, config });
    expect(code).toBe(32);
    expect(messages.filter(({ severity }) => severity === "error")).toEqual([
      { severity: "error", text: "as it was told" },
    ]);
    expect(outputs).toEqual({});
  });
});
