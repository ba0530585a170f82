import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { only, render, type Rendered, valueOf } from "../components/kit/testing";
import { type Decoded, decode } from "../tests/engine/wire";
import type { PlatformInput } from "./config/platform";
import { Platform, type PlatformArgs } from "./platform";

const OWN: PlatformInput = {
  namespace: { name: "tracing" },
  skywalking: {
    storage: { kind: "elasticsearch", server: { kind: "native", volume: { size: "5Gi" } } },
  },
};
const CLUSTER = { kubeconfig: "/none", context: "uat" };

/** A platform and what it asks for. */
async function make(
  args: Partial<PlatformArgs> = {},
  opts: () => pulumi.ComponentResourceOptions = () => ({}),
) {
  let platform: Platform;
  const rendered = await render(() => {
    platform = new Platform("home", { platform: OWN, ...args }, opts());
  });
  return { platform: platform!, rendered };
}

const provided = (rendered: readonly Rendered[], prefix: string) =>
  rendered.filter(({ type }) => type.startsWith(prefix));
const providersOf = (rendered: readonly Rendered[]) => [
  ...new Set(rendered.map(({ provider }) => provider)),
];

const IN = "urn:pulumi:test::kube-tracing::";
const RANDOM = `${IN}kube-tracing:index:Platform$pulumi:providers:random::home::home-id`;
const KUBERNETES = `${IN}kube-tracing:index:Platform$pulumi:providers:kubernetes::home::home-id`;

describe("the providers", () => {
  test("are the platform's own when it is given a kubeconfig, and every object goes there", async () => {
    const { rendered } = await make({ kubeconfig: "keys", context: "uat" });
    const cluster = provided(rendered, "kubernetes:");
    expect(cluster).toHaveLength(25);
    expect(providersOf(cluster)).toEqual([KUBERNETES]);
    const passwords = provided(rendered, "random:");
    expect(passwords).toHaveLength(3);
    expect(providersOf(passwords)).toEqual([RANDOM]);
  });

  test("are handed down for Kubernetes when it is given none", async () => {
    const { rendered } = await make({}, () => ({
      providers: [new k8s.Provider("mine", { kubeconfig: "keys" })],
    }));
    const made = provided(rendered, "pulumi:providers:").map(({ type, name }) => `${type} ${name}`);
    expect(made).toEqual(["pulumi:providers:kubernetes mine", "pulumi:providers:random home"]);
    expect(providersOf(provided(rendered, "kubernetes:"))).toEqual([
      `${IN}pulumi:providers:kubernetes::mine::mine-id`,
    ]);
    expect(providersOf(provided(rendered, "random:"))).toEqual([RANDOM]);
  });

  test("prefer the kubeconfig to what is handed down", async () => {
    const { rendered } = await make({ kubeconfig: "keys" }, () => ({
      providers: [new k8s.Provider("mine", { kubeconfig: "others" })],
    }));
    expect(providersOf(provided(rendered, "kubernetes:"))).toEqual([KUBERNETES]);
  });

  const clusterOf = async (args: Partial<PlatformArgs>) => {
    const { inputs, secret } = only((await make(args)).rendered, "pulumi:providers:kubernetes");
    return { inputs, secret };
  };

  test("connect to the context that is given, else to that of the configuration", async () => {
    const platform = { ...OWN, cluster: CLUSTER };
    expect(await clusterOf({ platform, kubeconfig: "keys", context: "kind" })).toEqual({
      inputs: { kubeconfig: "keys", context: "kind", clusterIdentifier: "kind" },
      secret: ["kubeconfig"],
    });
    expect((await clusterOf({ platform, kubeconfig: "keys" })).inputs).toEqual({
      kubeconfig: "keys",
      context: "uat",
      clusterIdentifier: "uat",
    });
    expect((await clusterOf({ kubeconfig: "keys" })).inputs).toEqual({ kubeconfig: "keys" });
  });
});

describe("the parts", () => {
  test("live in the namespace, which has to be there first", async () => {
    const { rendered } = await make({ platform: { ...OWN, namespace: { name: "elsewhere" } } });
    const namespaces = provided(rendered, "kubernetes:").map(
      ({ inputs }) => inputs.metadata.namespace ?? `itself: ${inputs.metadata.name}`,
    );
    expect([...new Set(namespaces)].sort()).toEqual(["elsewhere", "itself: elsewhere"]);
  });

  test("share the images, with the pull Secret of the namespace beside the given ones", async () => {
    const { rendered } = await make({
      platform: {
        ...OWN,
        namespace: { name: "tracing", pullSecret: { config: "registry" } },
        images: { registry: "registry.example.com", pullSecrets: ["there"] },
        placement: { nodeSelector: { apm: "skywalking" } },
      },
      secrets: { registry: '{ "auths": {} }' },
    });
    expect(only(rendered, "kubernetes:core/v1:Secret", "home-pull")).toMatchObject({
      inputs: { stringData: { ".dockerconfigjson": '{ "auths": {} }' } },
      secret: ["stringData"],
    });
    const pods = rendered.flatMap(({ inputs }) => inputs.spec?.template?.spec ?? []);
    expect(pods).toHaveLength(4);
    for (const { imagePullSecrets, nodeSelector, containers } of pods) {
      expect(imagePullSecrets).toEqual([{ name: "there" }, { name: "home-pull" }]);
      expect(nodeSelector).toEqual({ apm: "skywalking" });
      expect(containers[0].image).toMatch(/^registry\.example\.com\//);
    }
  });

  test("are just the namespace where the configuration asks for no more", async () => {
    const { platform, rendered } = await make({ platform: { namespace: { name: "tracing" } } });
    expect(provided(rendered, "kubernetes:").map(({ inputs }) => inputs.kind)).toEqual([
      "LimitRange",
      "Namespace",
      "NetworkPolicy",
    ]);
    expect([
      await valueOf(platform.addresses),
      await valueOf(platform.secretNames),
      await valueOf(platform.next),
    ]).toEqual([{}, {}, []]);
  });
});

test("the outputs are those of its stacks", async () => {
  const { platform } = await make();
  expect(await valueOf(platform.addresses)).toEqual({
    "skywalking grpc": "skywalking-oap.tracing.svc:11800",
    "skywalking rest": "http://skywalking-oap.tracing.svc:12800",
    "skywalking ui": "http://skywalking-ui.tracing.svc:8080",
  });
  expect(await valueOf(platform.secretNames)).toEqual({
    "elasticsearch user": "skywalking-elasticsearch-client",
  });
  expect(await valueOf(platform.next)).toEqual([
    "kubectl --namespace tracing get pods",
    "kubectl --namespace tracing port-forward service/skywalking-ui 8080",
  ]);
});

describe("what is kept in the state", () => {
  /** What the platform itself is registered with, and where in it secrets are. */
  async function keptOf(args: PlatformArgs): Promise<Decoded> {
    const seen: Record<string, unknown> = {};
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs, custom }) => {
          if (custom !== true) seen[type] = inputs;
          return {
            id: `${name}-id`,
            state: { ...inputs, metadata: { name }, result: "generated" },
          };
        },
        call: () => ({}),
      },
      "kube-tracing",
      "test",
    );
    new Platform("home", args);
    await pulumi.runtime.disconnect();
    return decode(seen["kube-tracing:index:Platform"]);
  }

  test("hides kubeconfig and secrets, and shows the configuration", async () => {
    const platform = {
      ...OWN,
      skywalking: { ...OWN.skywalking, oap: { agentToken: { config: "agentToken" } } },
    };
    const secrets = { agentToken: "a-token" };
    const given = { platform, kubeconfig: "keys", context: "uat", secrets };
    expect(await keptOf(given)).toEqual({ value: given, secrets: ["kubeconfig", "secrets"] });
  });

  test("is nothing of what is not given", async () => {
    expect(await keptOf({ platform: OWN })).toEqual({ value: { platform: OWN }, secrets: [] });
  });
});

describe("a configuration that cannot be used", () => {
  const refused = async (args: Partial<PlatformArgs>) => {
    let thrown: unknown;
    await render(() => {
      try {
        new Platform("home", { platform: OWN, ...args });
      } catch (error) {
        thrown = error;
      }
    });
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
    return (thrown as Error).message;
  };

  test("is told everything at once", async () => {
    const platform = {
      namespaces: { name: "tracing" },
      images: { pullPolicy: "Never" },
      skywalking: { storage: { kind: "elasticsearch", server: { kind: "native" } } },
    };
    expect(await refused({ platform })).toBe(
      "The configuration cannot be used, 3 problems:\n" +
        '  platform.images.pullPolicy                 is "Never"; give Always or IfNotPresent\n' +
        "  platform.namespaces                        unknown key; did you mean namespace?\n" +
        "  platform.skywalking.storage.server.volume  is missing; give a map of size and storageClass",
    );
  });

  test("is told the secrets that are not given with it", async () => {
    const oap = { agentToken: { config: "agentToken" } };
    const platform = { ...OWN, skywalking: { ...OWN.skywalking, oap } };
    expect(await refused({ platform, secrets: { agenttoken: "a-token" } })).toBe(
      "Platform: secrets.agentToken is missing; give the text that { config: agentToken } stands for.",
    );
  });
});
