import { describe, expect, test } from "vitest";
import { type Exported, type Operation, type Resource, resourcesOf } from "./deployment";
import { settled, unfinishedOf } from "./interrupted";

const URN = "urn:pulumi:local::p::";
const PROVIDER = `${URN}pulumi:providers:kubernetes::cluster`;
const UNREAD = "the run that made or changed it did not come to its end";
const NOTHING_FAILED = { begun: 0, failed: [] };

const stack: Resource = { urn: `${URN}pulumi:pulumi:Stack::p-local`, type: "pulumi:pulumi:Stack" };
const provider: Resource = {
  urn: PROVIDER,
  type: "pulumi:providers:kubernetes",
  custom: true,
  id: "1",
};

/** A ConfigMap `ns/<name>-<suffix>`; without a suffix it does not exist yet. */
function configMap(name: string, suffix?: string, more: Partial<Resource> = {}): Resource {
  return {
    urn: `${URN}kubernetes:core/v1:ConfigMap::${name}`,
    type: "kubernetes:core/v1:ConfigMap",
    custom: true,
    ...(suffix === undefined ? {} : { id: `ns/${name}-${suffix}` }),
    parent: stack.urn,
    provider: `${PROVIDER}::1`,
    ...more,
  };
}

const creation = (name: string, suffix: string, more: Partial<Resource> = {}) =>
  configMap(name, undefined, { inputs: inputsOf(`${name}-${suffix}`), ...more });

const inputsOf = (name: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "ns" },
});

const exported = (resources: Resource[], pending: Operation[] = []): Exported => ({
  version: 3,
  deployment: { manifest: { magic: "m" }, resources, pending_operations: pending },
});

const failedStep = (op: string, name: string, inputs?: Record<string, unknown>) => ({
  op,
  urn: `${URN}kubernetes:core/v1:ConfigMap::${name}`,
  new: inputs === undefined ? null : { type: "kubernetes:core/v1:ConfigMap", custom: true, inputs },
});

const idsIn = (state: Exported) => resourcesOf(state).map(({ urn, id }) => id ?? urn);

describe("unfinishedOf", () => {
  test("a run that came to its end left nothing", () => {
    const state = exported([stack, provider, configMap("a", "1")]);
    expect(unfinishedOf(state, NOTHING_FAILED)).toEqual({ creations: [], changes: [] });
  });

  test("pending creations, updates and deletions of a killed Pulumi", () => {
    const [a, b, c] = [creation("a", "1"), configMap("b", "2"), configMap("c", "3")];
    const state = exported(
      [stack, provider, b, c],
      [
        { type: "creating", resource: a },
        { type: "updating", resource: { ...b, inputs: { changed: true } } },
        { type: "deleting", resource: c },
      ],
    );
    expect(unfinishedOf(state, NOTHING_FAILED)).toEqual({ creations: [a], changes: [b, c] });
  });

  test("steps that Pulumi took for failed because a plugin was killed", () => {
    const b = configMap("b", "2");
    const log = {
      begun: 0,
      failed: [
        failedStep("create", "a", inputsOf("a-1")),
        failedStep("update", "b", inputsOf("b-2")),
      ],
    };
    expect(unfinishedOf(exported([stack, provider, b]), log)).toEqual({
      creations: [
        {
          urn: `${URN}kubernetes:core/v1:ConfigMap::a`,
          type: "kubernetes:core/v1:ConfigMap",
          custom: true,
          inputs: inputsOf("a-1"),
        },
      ],
      changes: [b],
    });
  });

  test("what the log hides stays secret in the state", () => {
    const marked = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "[secret]",
    };
    const hidden = {
      ...inputsOf("a-1"),
      data: { user: "[secret]", hosts: ["x", "[secret]"], password: marked },
    };
    const log = { begun: 0, failed: [failedStep("create", "a", hidden)] };
    const blank = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '""',
    };
    expect(unfinishedOf(exported([stack]), log).creations[0]?.inputs).toEqual({
      ...inputsOf("a-1"),
      data: { user: blank, hosts: ["x", blank], password: blank },
    });
  });

  test("a failed creation that the state knows is not open", () => {
    const log = { begun: 0, failed: [failedStep("create", "a", inputsOf("a-1"))] };
    const state = exported([stack, provider, configMap("a", "1")]);
    expect(unfinishedOf(state, log)).toEqual({ creations: [], changes: [] });
  });

  test("a failed replacement is open although the state knows the one before", () => {
    const log = { begun: 0, failed: [failedStep("create-replacement", "a", inputsOf("a-2"))] };
    const state = exported([stack, provider, configMap("a", "1")]);
    expect(unfinishedOf(state, log).creations).toHaveLength(1);
  });

  test("what is pending is not told twice", () => {
    const a = creation("a", "1");
    const log = { begun: 0, failed: [failedStep("create", "a", inputsOf("a-1"))] };
    const state = exported([stack, provider], [{ type: "creating", resource: a }]);
    expect(unfinishedOf(state, log).creations).toEqual([a]);
  });
});

describe("settled", () => {
  test("nothing was created: only the pending operations go", () => {
    const state = exported([stack, provider], [{ type: "creating", resource: creation("a", "1") }]);
    expect(settled(state, new Map(), [])).toEqual({
      version: 3,
      deployment: {
        manifest: { magic: "m" },
        resources: [stack, provider],
        pending_operations: [],
      },
    });
  });

  test("a created object gets its id, and its inputs as outputs until it is read", () => {
    const a = creation("a", "1");
    const state = settled(exported([stack, provider]), new Map([[a, "ns/a-1"]]), []);
    expect(resourcesOf(state)[2]).toEqual({
      ...a,
      id: "ns/a-1",
      outputs: inputsOf("a-1"),
      initErrors: [UNREAD],
    });
  });

  test("what was changed is done again, should nobody read it before", () => {
    const [a, b] = [configMap("a", "1"), configMap("b", "2")];
    const state = settled(exported([a, b]), new Map(), [b]);
    expect(resourcesOf(state)).toEqual([a, { ...b, initErrors: [UNREAD] }]);
  });

  test("it stands behind all that it builds on and before what was there", () => {
    const [b, c] = [configMap("b", "2"), configMap("c", "3")];
    const a = creation("a", "1", {
      dependencies: [b.urn],
      propertyDependencies: { data: [b.urn] },
    });
    const state = settled(exported([stack, provider, b, c]), new Map([[a, "ns/a-1"]]), []);
    expect(idsIn(state)).toEqual([stack.urn, "1", "ns/b-2", "ns/a-1", "ns/c-3"]);
  });

  test("the replaced one is left to be deleted, and what needs it comes after the new one", () => {
    const old = configMap("a", "1");
    const user = configMap("b", "2", { dependencies: [old.urn] });
    const a = creation("a", "9");
    const state = settled(exported([stack, provider, old, user]), new Map([[a, "ns/a-9"]]), []);
    expect(idsIn(state)).toEqual([stack.urn, "1", "ns/a-9", "ns/a-1", "ns/b-2"]);
    expect(resourcesOf(state)[3]).toEqual({ ...old, delete: true });
  });

  test("one that was deleted to make room is gone", () => {
    const old = configMap("a", "1", { pendingReplacement: true });
    const a = creation("a", "1");
    const state = settled(exported([stack, provider, old]), new Map([[a, "ns/a-1"]]), []);
    expect(idsIn(state)).toEqual([stack.urn, "1", "ns/a-1"]);
  });
});
