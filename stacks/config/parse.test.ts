import { describe, expect, test } from "vitest";
import { type Given, checkedPlatform, parseConfig, parsePlatform } from "./parse";
import { messageOf } from "./problems";

const KUBECONFIG = "contexts:\n- name: uat\nusers: []\n";

const PLATFORM = {
  cluster: { kubeconfig: "/etc/kubeconfig", context: "uat" },
  namespace: { name: "uat" },
  skywalking: {
    storage: {
      kind: "elasticsearch",
      server: { kind: "external", address: "es.corp:9200", speaks: "https" },
    },
    oap: {
      agentToken: { config: "agentToken" },
      resources: { requests: { cpu: 1, memory: "2Gi" }, limits: { cpu: 2, memory: "4Gi" } },
    },
  },
};

function given(changes: Partial<Given> = {}): Given {
  return {
    project: "kube-tracing",
    keys: ["kube-tracing:platform", "kube-tracing:agentToken", "pulumi:tags"],
    platform: JSON.stringify(PLATFORM),
    isSecret: (key) => key === "kube-tracing:agentToken",
    kubeconfig: undefined,
    context: undefined,
    read: (path) => (path === "/etc/kubeconfig" ? KUBECONFIG : undefined),
    ...changes,
  };
}

function told(changes: Partial<Given>): string {
  const checked = parseConfig(given(changes));
  return "problems" in checked ? messageOf("Pulumi.uat.yaml", checked.problems) : "nothing";
}

describe("a configuration that can be used", () => {
  test("is handed on as it was written, with the kubeconfig's content and the secrets' names", () => {
    expect(parseConfig(given())).toEqual({
      value: {
        platform: PLATFORM,
        kubeconfig: KUBECONFIG,
        context: "uat",
        secrets: ["agentToken"],
      },
    });
  });

  test("takes another cluster from outside, as path or as content", () => {
    const other = '{ "contexts": [{ "name": "kind" }] }';
    const changes = {
      kubeconfig: { path: "KUBE_TRACING_KUBECONFIG", value: other },
      context: { path: "KUBE_TRACING_CONTEXT", value: "kind" },
    };
    expect(parseConfig(given(changes))).toMatchObject({
      value: { kubeconfig: other, context: "kind" },
    });
  });

  test("needs no cluster of its own where one comes from outside", () => {
    const { cluster, ...platform } = PLATFORM;
    const changes = {
      platform: JSON.stringify(platform),
      kubeconfig: { path: "KUBE_TRACING_KUBECONFIG", value: cluster.kubeconfig },
      context: { path: "KUBE_TRACING_CONTEXT", value: cluster.context },
    };
    expect(told(changes)).toBe("nothing");
    expect(told({ ...changes, context: undefined })).toBe(
      "Pulumi.uat.yaml cannot be used, 1 problem:\n" +
        "  platform.cluster  is missing; give a map of kubeconfig and context",
    );
  });

  test("has addresses and quantities of one form for the stacks, and no defaults", () => {
    const { skywalking, ...others } = checkedPlatform(PLATFORM);
    expect(others).toEqual({ cluster: PLATFORM.cluster, namespace: PLATFORM.namespace });
    expect(skywalking).toEqual({
      storage: {
        kind: "elasticsearch",
        server: { kind: "external", address: { host: "es.corp", port: 9200 }, speaks: "https" },
      },
      oap: {
        agentToken: { config: "agentToken" },
        resources: { requests: { cpu: "1", memory: "2Gi" }, limits: { cpu: "2", memory: "4Gi" } },
      },
    });
  });
});

describe("what cannot be used", () => {
  test("is told with the variable that it came from", () => {
    const kubeconfig = { path: "KUBE_TRACING_KUBECONFIG", value: "/none" };
    expect(told({ kubeconfig })).toBe(
      "Pulumi.uat.yaml cannot be used, 1 problem:\n" +
        '  KUBE_TRACING_KUBECONFIG  is "/none", and there is no such file; ' +
        "give the path of a kubeconfig, or run: make up",
    );
    expect(told({ context: { path: "KUBE_TRACING_CONTEXT", value: "prod" } })).toBe(
      "Pulumi.uat.yaml cannot be used, 1 problem:\n" +
        '  KUBE_TRACING_CONTEXT  is "prod"; give uat',
    );
  });

  test("is told whatever else is wrong: schema, contradiction, secret and cluster at once", () => {
    const oap = { coordinator: { kind: "standalone" }, features: 3, agentToken: { config: "t" } };
    const topology = { kind: "mixed", scale: { kind: "fixed", replicas: 2 } };
    const platform = {
      cluster: { kubeconfig: "/none", context: "uat" },
      skywalking: { ...PLATFORM.skywalking, oap: { ...oap, topology } },
    };
    expect(told({ platform: JSON.stringify(platform) })).toBe(
      [
        "Pulumi.uat.yaml cannot be used, 6 problems:",
        "  kube-tracing:agentToken                   is not used; remove it, or refer to it with { config: agentToken }",
        "  kube-tracing:t                            is missing; run: pulumi config set --secret t <value>",
        '  platform.cluster.kubeconfig               is "/none", and there is no such file; give the path of a kubeconfig, or run: make up',
        "  platform.namespace                        is missing; give a map",
        '  platform.skywalking.oap.coordinator.kind  is "standalone"; give kubernetes or another by which 2 OAP find each other',
        "  platform.skywalking.oap.features          is 3; give a list",
      ].join("\n"),
    );
  });

  test("is refused to programs of other people in the same words", () => {
    expect(() => checkedPlatform({ namespace: { nam: "uat" } })).toThrow(
      /^The configuration cannot be used, 1 problem:\n {2}platform\.namespace\.nam {2}unknown key; did you mean name\?$/,
    );
  });

  test("keeps a password that stands in the wrong place to itself", () => {
    const checked = parsePlatform({
      ...PLATFORM,
      skywalking: {
        storage: {
          kind: "mysql",
          driver: { kind: "inImage" },
          address: "db:3306",
          database: "sw",
          credentials: { username: { name: "db", key: "user" }, password: "hunter2" },
        },
        oap: { agentToken: "hunter2" },
      },
    });
    expect(checked).toEqual({
      problems: [
        {
          path: "platform.skywalking.storage.credentials.password",
          text: "is a text; give a map of name and key",
        },
        {
          path: "platform.skywalking.oap.agentToken",
          text: "is a text; give { config: agentToken }",
        },
      ],
    });
  });
});
