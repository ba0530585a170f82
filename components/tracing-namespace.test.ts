import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { only, render, valueOf } from "./kit/testing";
import { TracingNamespace, type TracingNamespaceArgs } from "./tracing-namespace";

const LABELS = {
  "app.kubernetes.io/part-of": "kube-tracing",
  "app.kubernetes.io/managed-by": "pulumi",
};
const QUOTA = {
  requestsCpu: "8",
  requestsMemory: "16Gi",
  limitsCpu: "16",
  limitsMemory: "24Gi",
  pods: 40,
} as const;

const of = (args: TracingNamespaceArgs) => render(() => new TracingNamespace("platform", args));

describe("a created namespace", () => {
  test("enforces restricted pods of a pinned version and tells of the newest", async () => {
    const { inputs } = only(await of({ name: "tracing" }), "kubernetes:core/v1:Namespace");
    expect(inputs.metadata).toEqual({
      name: "tracing",
      labels: {
        ...LABELS,
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "v1.34",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "latest",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "latest",
      },
    });
  });

  test("may enforce less, and still tells of what is not restricted", async () => {
    const all = await of({ name: "agents", podSecurity: "privileged" });
    expect(only(all, "kubernetes:core/v1:Namespace").inputs.metadata.labels).toMatchObject({
      "pod-security.kubernetes.io/enforce": "privileged",
      "pod-security.kubernetes.io/warn": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
    });
  });

  test("denies all traffic of all pods", async () => {
    const all = await of({ name: "tracing" });
    const { metadata, spec } = only(all, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs;
    expect(metadata).toEqual({ name: "default-deny", namespace: "tracing", labels: LABELS });
    expect(spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  test("has resources for containers that say nothing themselves", async () => {
    const limits = async (args: TracingNamespaceArgs) =>
      only(await of(args), "kubernetes:core/v1:LimitRange").inputs;
    const { metadata, spec } = await limits({ name: "tracing" });
    expect(metadata).toEqual({ name: "defaults", namespace: "tracing", labels: LABELS });
    expect(spec.limits).toEqual([
      {
        type: "Container",
        defaultRequest: { cpu: "100m", memory: "128Mi" },
        default: { cpu: "1", memory: "512Mi" },
      },
    ]);
    const defaults = {
      requests: { cpu: "10m", memory: "64Mi" },
      limits: { cpu: "200m", memory: "64Mi" },
    } as const;
    expect((await limits({ name: "tracing", defaults })).spec.limits).toEqual([
      { type: "Container", defaultRequest: defaults.requests, default: defaults.limits },
    ]);
  });

  test("has a quota when it is asked for", async () => {
    const quota = async (args: TracingNamespaceArgs) =>
      only(await of(args), "kubernetes:core/v1:ResourceQuota").inputs;
    const { metadata, spec } = await quota({ name: "tracing", quota: QUOTA });
    expect(metadata).toEqual({ name: "quota", namespace: "tracing", labels: LABELS });
    const hard = {
      "requests.cpu": "8",
      "requests.memory": "16Gi",
      "limits.cpu": "16",
      "limits.memory": "24Gi",
      pods: "40",
    };
    expect(spec).toEqual({ hard });
    const volumes = { count: 3, size: "300Gi" } as const;
    expect((await quota({ name: "tracing", quota: { ...QUOTA, volumes } })).spec).toEqual({
      hard: { ...hard, persistentvolumeclaims: "3", "requests.storage": "300Gi" },
    });
  });

  test("is nothing else", async () => {
    const types = (await of({ name: "tracing" })).map(({ type, name }) => `${type} ${name}`);
    expect(types).toEqual([
      "kubernetes:core/v1:LimitRange platform",
      "kubernetes:core/v1:Namespace platform",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy platform",
    ]);
  });

  test("gives its name and its pull Secret", async () => {
    const all = await render(async () => {
      const pullSecret = { dockerConfigJson: '{"auths":{}}' };
      const made = new TracingNamespace("platform", { name: "tracing", pullSecret });
      expect(await valueOf(made.name)).toBe("tracing");
      expect(await valueOf(pulumi.all(made.pullSecrets))).toEqual(["platform-pull"]);
    });
    const { inputs, secret } = only(all, "kubernetes:core/v1:Secret");
    expect(inputs).toMatchObject({
      metadata: { namespace: "tracing", labels: LABELS },
      type: "kubernetes.io/dockerconfigjson",
      stringData: { ".dockerconfigjson": '{"auths":{}}' },
    });
    expect(inputs.metadata).not.toHaveProperty("name");
    expect(secret).toEqual(["stringData"]);
  });

  test("has no pull Secret unless it is asked for", async () => {
    await render(() => {
      expect(new TracingNamespace("platform", { name: "tracing" }).pullSecrets).toEqual([]);
    });
  });
});

describe("an existing namespace", () => {
  test("gets no rules for the pods of others", async () => {
    expect(await of({ kind: "existing", name: "uat" })).toEqual([]);
  });

  test("gets the pull Secret", async () => {
    const all = await render(async () => {
      const pullSecret = { dockerConfigJson: "{}" };
      const uat = new TracingNamespace("platform", { kind: "existing", name: "uat", pullSecret });
      expect(await valueOf(uat.name)).toBe("uat");
      expect(await valueOf(pulumi.all(uat.pullSecrets))).toEqual(["platform-pull"]);
    });
    expect(all.map(({ type }) => type)).toEqual(["kubernetes:core/v1:Secret"]);
    expect(only(all, "kubernetes:core/v1:Secret").inputs.metadata.namespace).toBe("uat");
  });

  test("takes no quota, level or defaults: they are its owner's", () => {
    // @ts-expect-error the owner of the namespace sets the quota
    const args: TracingNamespaceArgs = { kind: "existing", name: "uat", quota: QUOTA };
    expect(args.name).toBe("uat");
  });
});

test("registries' passwords are secret in the state of the component too", async () => {
  const seen: Record<string, unknown>[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, inputs, name }) => {
      if (type === "kube-tracing:index:TracingNamespace") seen.push(inputs);
      return { id: name, state: { ...inputs, metadata: { name } } };
    },
    call: () => ({}),
  });
  new TracingNamespace("platform", { name: "tracing", pullSecret: { dockerConfigJson: "{}" } });
  await pulumi.runtime.disconnect();
  const signature = { "4dabf18193072939515e22adb298388d": expect.any(String) };
  expect(seen).toEqual([
    { name: "tracing", pullSecret: { ...signature, value: { dockerConfigJson: "{}" } } },
  ]);
});

describe("is refused", () => {
  const NAME = "give a namespace of its own: lower-case letters, digits and -, 63 at most.";

  test.each<[string, TracingNamespaceArgs]>([
    [`name is "Tracing"; ${NAME}`, { name: "Tracing" }],
    [`name is "a-"; ${NAME}`, { name: "a-" }],
    [`name is "${"a".repeat(64)}"; ${NAME}`, { name: "a".repeat(64) }],
    [`name is "default"; ${NAME}`, { name: "default" }],
    [`name is "kube-system"; ${NAME}`, { name: "kube-system" }],
    [`name is "kube-system"; ${NAME}`, { kind: "existing", name: "kube-system" }],
    [
      "quota.pods is 0; give a whole number, 1 or more.",
      { name: "tracing", quota: { ...QUOTA, pods: 0 } },
    ],
    [
      "quota.volumes.count is 1.5; give a whole number, 0 or more.",
      { name: "tracing", quota: { ...QUOTA, volumes: { count: 1.5, size: "1Gi" } } },
    ],
  ])("with: %s", async (message, args) => {
    await expect(of(args)).rejects.toThrow(
      expect.objectContaining({ message: `TracingNamespace "platform": ${message}` }),
    );
  });

  test.each<TracingNamespaceArgs>([
    { name: "a" },
    { name: "a".repeat(63) },
    { kind: "existing", name: "default" },
  ])("but not as $name", async (args) => {
    await render(async () => {
      expect(await valueOf(new TracingNamespace("platform", args).name)).toBe(args.name);
    });
  });
});
