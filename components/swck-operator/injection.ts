import { type Problem, refuse } from "../kit/refusal";
import type { Resources } from "../kit/size";

/** Label of a namespace whose pods may ask for an agent. */
export const INJECTED_NAMESPACE = { "swck-injection": "enabled" } as const;

/** Label of a pod that asks for one. */
export const INJECTED_POD = { "swck-java-agent-injected": "true" } as const;

/** The agent of one pod; what is left out comes from the SwAgent of its namespace. */
export interface PodAgent {
  /** Name of the service in OAP. */
  service: string;
  /** Where the agent sends, `skywalking-oap.tracing.svc:11800`. */
  backend: string;
  /** Containers that get it, as a regular expression over their names. @default all */
  containers?: string;
  /** Further settings of the agent by their name in its file: `{ "agent.sample_n_per_3_secs": "100" }`. */
  settings?: Readonly<Record<string, string>>;
  /** Settings of plugins: `{ "plugin.mongodb.trace_param": "true" }`. */
  plugins?: Readonly<Record<string, string>>;
  /** Plugins that are off unless they are named, by parts of their file names: `webflux`. */
  optional?: readonly string[];
  /** Ways to report besides gRPC: `kafka`. */
  optionalReporters?: readonly string[];
  /** Plugins for the JDK itself: `jdk-threading`. */
  bootstrap?: readonly string[];
  /** Image with the agent, pinned to a version. @default that of the SwAgent */
  image?: string;
  /** What the init container may use, where a quota asks for it. */
  resources?: Resources;
}

const SETTING = /^[a-z][A-Za-z0-9_.-]{0,61}[A-Za-z0-9]$/;
const PART = /^[A-Za-z0-9_.-]+$/;

/**
 * Labels and annotations of a pod template that gets an agent.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/docs/java-agent-injector.md
 * @throws RunError that tells everything that the injector would take wrong, or not at all
 */
export function injectedPod(agent: PodAgent) {
  refuse("injectedPod", podChecks(agent));
  const { service, backend, containers, image, resources } = agent;
  const settings = {
    "agent.service_name": service,
    "collector.backend_service": backend,
    ...agent.settings,
  };
  const annotations = {
    ...prefixed("agent", settings),
    ...prefixed("plugins", agent.plugins),
    ...listed("optional", agent.optional),
    ...listed("optional-reporter", agent.optionalReporters),
    ...listed("bootstrap", agent.bootstrap),
    ...(containers === undefined
      ? {}
      : { "strategy.skywalking.apache.org/inject.Container": containers }),
    ...(image === undefined ? {} : { [`${SIDECAR}.Image`]: image }),
    ...(resources === undefined
      ? {}
      : {
          [`${SIDECAR}.resources.limits`]: JSON.stringify(resources.limits),
          [`${SIDECAR}.resources.requests`]: JSON.stringify(resources.requests),
        }),
  };
  return { labels: { ...INJECTED_POD }, annotations };
}

const SIDECAR = "sidecar.skywalking.apache.org/initcontainer";

/** Where agents may not be injected: what they send to, and who injects them, must start without them. */
export interface Reserved {
  /** Namespace of the operator. */
  operator: string;
  /** Namespace of OAP. */
  oap: string;
}

/**
 * Labels of a namespace whose pods may ask for an agent.
 *
 * @param podSecurity what the namespace enforces; the init container that is injected says nothing about its rights
 * @throws RunError when no pod could start there
 */
export function injectedNamespace(
  name: string,
  { operator, oap }: Reserved,
  podSecurity?: "restricted" | "baseline" | "privileged",
) {
  const taken = [operator, oap, "kube-system"];
  refuse("injectedNamespace", [
    !taken.includes(name) || {
      field: "name",
      got: name,
      want: `a namespace besides ${[...new Set(taken)].join(", ")}: they must start without the operator`,
    },
    podSecurity !== "restricted" || {
      field: "podSecurity",
      got: podSecurity,
      want: "baseline: restricted refuses the init container that is injected",
    },
  ]);
  return { ...INJECTED_NAMESPACE };
}

/** A container, as far as injection cares. */
interface Injected {
  name: string;
  env?: readonly { name: string }[];
}

/**
 * Makes sure that containers can take an agent: the injector adds JAVA_TOOL_OPTIONS a second time where it
 * is there, and the first one is lost.
 *
 * @throws RunError that names the containers
 */
export function refuseOwnOptions(containers: readonly Injected[]): void {
  refuse(
    "injectedPod",
    containers.map(({ name, env = [] }) =>
      env.every((one) => one.name !== "JAVA_TOOL_OPTIONS")
        ? true
        : {
            field: `container ${name}`,
            got: "JAVA_TOOL_OPTIONS",
            want: "its options as JDK_JAVA_OPTIONS: the injector sets JAVA_TOOL_OPTIONS, and the last one counts",
          },
    ),
  );
}

function podChecks(agent: PodAgent): (true | Problem)[] {
  const { service, backend, containers, settings = {}, plugins = {}, image } = agent;
  const own = ["agent.service_name", "collector.backend_service"];
  const lists = {
    optional: agent.optional,
    optionalReporters: agent.optionalReporters,
    bootstrap: agent.bootstrap,
  };
  return [
    /^[^\s'"]+$/.test(service) || {
      field: "service",
      got: service,
      want: "a name without blanks and quotes",
    },
    /^[A-Za-z0-9][A-Za-z0-9_.-]*:[0-9]+$/.test(backend) || {
      field: "backend",
      got: backend,
      want: "host:port, such as skywalking-oap.tracing.svc:11800",
    },
    containers === undefined ||
      isExpression(containers) || {
        field: "containers",
        got: containers,
        want: "a regular expression: with a wrong one the first container gets the agent",
      },
    settings["agent.authentication"] === undefined || {
      field: "settings.agent.authentication",
      got: "given",
      want: "the token as variable SW_AGENT_AUTHENTICATION from a Secret: annotations are no secret",
    },
    ...own.map(
      (name) =>
        settings[name] === undefined || {
          field: `settings.${name}`,
          got: settings[name],
          want: `it as ${name === own[0] ? "service" : "backend"}`,
        },
    ),
    ...Object.entries({ ...settings, ...plugins }).flatMap(([name, value]) => [
      SETTING.test(name) || { field: name, got: name, want: "the name of a setting, 63 at most" },
      !value.includes("'") || {
        field: name,
        got: value,
        want: "a value without ': the agent reads a value up to it",
      },
    ]),
    ...Object.entries(lists).flatMap(([field, parts = []]) =>
      parts.map(
        (part) => PART.test(part) || { field, got: part, want: "parts of file names of plugins" },
      ),
    ),
    image === undefined ||
      /:(?!latest$)[^/:]+$/.test(image) || {
        field: "image",
        got: image,
        want: "an image that is pinned to a version",
      },
  ];
}

/** Settings go to the agent as one list: a value with a comma or = is one value only in quotes. */
function prefixed(prefix: string, settings: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `${prefix}.skywalking.apache.org/${name}`,
      /[,=]/.test(value) ? `'${value}'` : value,
    ]),
  );
}

function listed(prefix: string, parts: readonly string[] = []) {
  return parts.length === 0 ? {} : { [`${prefix}.skywalking.apache.org`]: parts.join("|") };
}

/** Whether a text is a regular expression. */
export function isExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
