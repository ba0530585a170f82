import { describe, expect, test } from "vitest";
import type { Manifest } from "./objects";
import { Pack, type PolicyConfiguration } from "./pack";
import type { EngineResource } from "./pack/resource";
import { RULES } from "./rules";
import { UNKNOWN } from "./unknown";

const container = (more: object) => ({
  name: "main",
  image: "registry.example.com/main:1.2.3",
  ...more,
});

function resourceOf(containers: object[], pod: object = {}): EngineResource {
  const fields = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "tracing" },
    spec: { template: { metadata: {}, spec: { containers, ...pod } } },
  };
  const type = "kubernetes:apps/v1:Deployment";
  return { urn: "urn:web", type, name: "web", fields, protect: false, dependencies: [] };
}

/** A pack of which only these policies are asked. */
function packWith(levels: Record<string, PolicyConfiguration["level"]>): Pack {
  const pack = new Pack(RULES, () => "2026-11-21");
  const level = (name: string) => levels[name] ?? "disabled";
  const of = (name: string): [string, PolicyConfiguration] => [
    name,
    { level: level(name), settings: {}, exceptions: [] },
  ];
  pack.configure(new Map(pack.policies.map(({ name }) => of(name))));
  return pack;
}

const podOf = ({ fields }: EngineResource): Manifest => (fields["spec"] as any).template.spec;

describe("analyze", () => {
  test("asks at the level that is configured, and mandatory where none is", () => {
    const bad = resourceOf([container({ securityContext: { privileged: true } })]);
    const said = packWith({ "no-privileged-container": "advisory" }).analyze(bad);
    expect(said.map(({ policy, level, message }) => [policy.name, level, message])).toEqual([
      [
        "no-privileged-container",
        "advisory",
        "Deployment web: container main is privileged. To do: remove securityContext.privileged, and set what it was for on the node.",
      ],
    ]);
    const strict = new Pack(RULES, () => "2026-11-21").analyze(bad);
    expect(strict.every(({ level }) => level === "mandatory")).toBe(true);
  });

  test("looks at objects of Kubernetes only, and not at patches of them", () => {
    const pack = packWith({ "no-privileged-container": "mandatory" });
    const bad = resourceOf([container({ securityContext: { privileged: true } })]);
    for (const type of ["aws:s3:Bucket", "kubernetes:apps/v1:DeploymentPatch"])
      expect(pack.analyze({ ...bad, type })).toEqual([]);
  });
});

test("what was not decided is told with the stack, unless nobody wants to know", () => {
  const open = resourceOf([container({ securityContext: UNKNOWN })]);
  const levels = {
    "no-privileged-container": "mandatory",
    "undecided-checks": "advisory",
  } as const;
  const pack = packWith(levels);
  expect(pack.analyze(open)).toEqual([]);
  expect(pack.analyzeStack([open]).map(({ message }) => message)).toEqual([
    "1 checks cannot be decided before the update:\n  - no-privileged-container of Deployment web: spec.template.spec.containers[0].securityContext is not known yet",
  ]);
  const silent = packWith({ ...levels, "undecided-checks": "disabled" });
  silent.analyze(open);
  expect(silent.analyzeStack([open])).toEqual([]);
});

describe("repair", () => {
  test.each([
    ["no-service-links", { enableServiceLinks: false }],
    ["seccomp-profile", { securityContext: { seccompProfile: { type: "RuntimeDefault" } } }],
    ["image-is-pulled-always", { containers: [container({ imagePullPolicy: "Always" })] }],
    [
      "no-privilege-escalation",
      { containers: [container({ securityContext: { allowPrivilegeEscalation: false } })] },
    ],
  ])("%s changes what it forbids, once", (name, expected) => {
    const pack = packWith({ [name]: "remediate" });
    const resource = resourceOf([container({})]);
    expect([...pack.repair(resource)].map((repair) => repair.policy.name)).toEqual([name]);
    expect(podOf(resource)).toEqual({ containers: [container({})], ...expected });
    expect([...pack.repair(resource)]).toEqual([]);
    expect(pack.analyze(resource)).toEqual([]);
  });

  test("leaves a pod alone of which something is not known that it would change", () => {
    const pack = packWith({ "no-privilege-escalation": "remediate" });
    const containers = [container({ securityContext: UNKNOWN }), container({ name: "other" })];
    const resource = resourceOf(containers);
    expect([...pack.repair(resource)].map(({ obstacle }) => obstacle)).toEqual([
      "spec.template.spec.containers[0].securityContext is not known yet",
    ]);
    expect(podOf(resource)).toEqual({ containers });
  });

  test("is done at level remediate only", () => {
    const pack = packWith({ "no-service-links": "mandatory" });
    expect([...pack.repair(resourceOf([container({})]))]).toEqual([]);
    expect(pack.repairing()).toEqual([]);
  });
});
