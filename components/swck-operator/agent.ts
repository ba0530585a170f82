import type * as pulumi from "@pulumi/pulumi";
import { type Env, envVars } from "../kit/env";
import { type Images, imageOf } from "../kit/image";
import type { Metadata } from "../kit/metadata";
import { GROUP, VERSION } from "./definitions";
import { INJECTED_POD, isExpression } from "./injection";

/** What the pods of a namespace get that ask for an agent. */
export interface JavaAgents {
  /** Version of the agent with that of its JDK, `9.4.0-java17`. */
  version: string;
  /** Labels of the pods besides the one that asks, which must be equal. @default none */
  selector?: Readonly<Record<string, string>>;
  /** Containers that get it, as a regular expression over their names. @default ".*" */
  containers?: string;
  /** Further variables for the containers; annotations of a pod win. @default none */
  env?: Env;
  /** Plugins that are off unless they are named, by parts of their file names. @default none */
  optional?: readonly string[];
  /** Ways to report besides gRPC. @default none */
  optionalReporters?: readonly string[];
  /** Plugins for the JDK itself. @default none */
  bootstrap?: readonly string[];
}

/**
 * A SwAgent, with everything that the webhook would fill in, so that it is the same without. It carries
 * an annotation, as every object of SWCK must: its webhooks write into them without looking. Command,
 * arguments and resources of the init container are not offered: the injector of 0.10 reads them nowhere.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/docs/swagent.md
 */
export function swAgent(
  { name, namespace, labels }: Metadata,
  agents: JavaAgents,
  { backend, images }: { backend: pulumi.Input<string>; images?: Images },
) {
  const { selector, containers = ".*", optional, optionalReporters, bootstrap } = agents;
  const { image } = imageOf("docker.io/apache/skywalking-java-agent", agents.version, images);
  return {
    apiVersion: `${GROUP}/${VERSION}`,
    kind: "SwAgent",
    metadata: { name, namespace, labels, annotations: ANNOTATED },
    spec: {
      selector: { ...selector, ...INJECTED_POD },
      containerMatcher: containers,
      javaSidecar: {
        name: "inject-skywalking-agent",
        image,
        env: envVars({ SW_AGENT_COLLECTOR_BACKEND_SERVICES: backend, ...agents.env }),
      },
      sharedVolumeName: "sky-agent",
      ...(optional === undefined ? {} : { optionalPlugins: [...optional] }),
      ...(optionalReporters === undefined
        ? {}
        : { optionalReporterPlugins: [...optionalReporters] }),
      ...(bootstrap === undefined ? {} : { bootstrapPlugins: [...bootstrap] }),
    },
  };
}

/** What is wrong with the agents of a namespace. */
export function agentChecks(field: string, { version, containers }: JavaAgents) {
  return [
    /^[0-9]+\.[0-9]+\.[0-9]+-(java[0-9]+|alpine)$/.test(version) || {
      field: `${field}.version`,
      got: version,
      want: "the version of an agent with that of its JDK, such as 9.4.0-java17",
    },
    containers === undefined ||
      isExpression(containers) || {
        field: `${field}.containers`,
        got: containers,
        want: "a regular expression: with a wrong one the first container gets the agent",
      },
  ];
}

/** Any annotation does. */
export const ANNOTATED = { "kube-tracing.io/written-by": "pulumi" };
