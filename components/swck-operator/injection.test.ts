import { describe, expect, test } from "vitest";
import { type PodAgent, injectedNamespace, injectedPod, refuseOwnOptions } from "./injection";

const AGENT: PodAgent = { service: "shop", backend: "skywalking-oap.tracing.svc:11800" };

test("a pod asks by a label, and tells what it is", () => {
  expect(injectedPod(AGENT)).toEqual({
    labels: { "swck-java-agent-injected": "true" },
    annotations: {
      "agent.skywalking.apache.org/agent.service_name": "shop",
      "agent.skywalking.apache.org/collector.backend_service": "skywalking-oap.tracing.svc:11800",
    },
  });
});

test("everything else goes by annotations, values with a comma in quotes", () => {
  const { annotations } = injectedPod({
    ...AGENT,
    containers: "^main$",
    settings: { "agent.ignore_suffix": ".jpg,.png" },
    plugins: { "plugin.mongodb.trace_param": "true" },
    optional: ["trace", "webflux"],
    optionalReporters: ["kafka"],
    bootstrap: ["jdk-threading"],
    image: "docker.io/apache/skywalking-java-agent:9.4.0-java17",
    resources: {
      requests: { cpu: "10m", memory: "32Mi" },
      limits: { cpu: "1", memory: "64Mi" },
    },
  });
  const sidecar = "sidecar.skywalking.apache.org/initcontainer";
  expect(annotations).toEqual({
    "agent.skywalking.apache.org/agent.service_name": "shop",
    "agent.skywalking.apache.org/collector.backend_service": "skywalking-oap.tracing.svc:11800",
    "agent.skywalking.apache.org/agent.ignore_suffix": "'.jpg,.png'",
    "plugins.skywalking.apache.org/plugin.mongodb.trace_param": "true",
    "optional.skywalking.apache.org": "trace|webflux",
    "optional-reporter.skywalking.apache.org": "kafka",
    "bootstrap.skywalking.apache.org": "jdk-threading",
    "strategy.skywalking.apache.org/inject.Container": "^main$",
    [`${sidecar}.Image`]: "docker.io/apache/skywalking-java-agent:9.4.0-java17",
    [`${sidecar}.resources.limits`]: '{"cpu":"1","memory":"64Mi"}',
    [`${sidecar}.resources.requests`]: '{"cpu":"10m","memory":"32Mi"}',
  });
});

test("a namespace lets its pods ask by a label", () => {
  const reserved = { operator: "swck", oap: "tracing" };
  expect(injectedNamespace("shop", reserved, "baseline")).toEqual({ "swck-injection": "enabled" });
});

describe("what the injector would take wrong is refused", () => {
  test.each<[Partial<PodAgent>, string]>([
    [{ service: "a b" }, 'service is "a b"; give a name without blanks and quotes.'],
    [
      { backend: "oap" },
      'backend is "oap"; give host:port, such as skywalking-oap.tracing.svc:11800.',
    ],
    [
      { containers: "(" },
      'containers is "("; give a regular expression: ' +
        "with a wrong one the first container gets the agent.",
    ],
    [
      { settings: { "agent.authentication": "token" } },
      'settings.agent.authentication is "given"; give the token as variable ' +
        "SW_AGENT_AUTHENTICATION from a Secret: annotations are no secret.",
    ],
    [
      { settings: { "agent.service_name": "b" } },
      'settings.agent.service_name is "b"; give it as service.',
    ],
    [
      { settings: { "collector.backend_service": "b:1" } },
      'settings.collector.backend_service is "b:1"; give it as backend.',
    ],
    [{ plugins: { "a b": "c" } }, 'a b is "a b"; give the name of a setting, 63 at most.'],
    [
      { plugins: { "plugin.x": "it's" } },
      `plugin.x is "it's"; give a value without ': the agent reads a value up to it.`,
    ],
    [{ optional: ['a"|rm'] }, 'optional is "a\\"|rm"; give parts of file names of plugins.'],
    [
      { image: "apache/skywalking-java-agent:latest" },
      'image is "apache/skywalking-java-agent:latest"; give an image that is pinned to a version.',
    ],
  ])("%j", (special, problem) => {
    expect(() => injectedPod({ ...AGENT, ...special })).toThrow(`injectedPod: ${problem}`);
  });

  test.each(["swck", "tracing", "kube-system"])("in namespace %s", (name) => {
    expect(() => injectedNamespace(name, { operator: "swck", oap: "tracing" })).toThrow(
      `injectedNamespace: name is "${name}"; give a namespace besides swck, tracing, kube-system: ` +
        "they must start without the operator.",
    );
  });

  test("in a namespace that is restricted", () => {
    const reserved = { operator: "swck", oap: "tracing" };
    expect(() => injectedNamespace("shop", reserved, "restricted")).toThrow(
      'injectedNamespace: podSecurity is "restricted"; ' +
        "give baseline: restricted refuses the init container that is injected.",
    );
  });

  test("in a container that has options of its own", () => {
    const containers = [
      { name: "a", env: [{ name: "JAVA_TOOL_OPTIONS" }] },
      { name: "b", env: [{ name: "JAVA_OPTS" }] },
      { name: "c" },
    ];
    expect(() => refuseOwnOptions(containers)).toThrow(
      'injectedPod: container a is "JAVA_TOOL_OPTIONS"; give its options as JDK_JAVA_OPTIONS: ' +
        "the injector sets JAVA_TOOL_OPTIONS, and the last one counts.",
    );
  });
});
