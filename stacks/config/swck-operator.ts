import { z } from "zod";
import { RELEASES } from "../versions";
import { count, namespaceName, optional, resources, text, texts } from "./fields";
import { calledCertificate } from "./metrics-adapter";
import { env } from "./references";

const parts = z.array(z.string({ error: "a part of a file name" }).regex(/^[A-Za-z0-9_.-]+$/));

const agents = z.strictObject({
  version: optional(
    z
      .string({ error: "a version such as 9.4.0-java17" })
      .regex(/^[0-9]+\.[0-9]+\.[0-9]+-(java[0-9]+|alpine)$/)
      .meta({
        description: "Version of the agent with that of its JDK.",
        default: `${RELEASES.javaAgent.version}-java17`,
      }),
  ),
  selector: optional(
    texts.describe("Labels of the pods besides swck-java-agent-injected. Default: none."),
  ),
  containers: optional(
    text.meta({ description: "Containers that get it, by a regular expression.", default: ".*" }),
  ),
  env: optional(env.describe("Further variables of the agent. Default: none.")),
  optional: optional(parts.describe("Plugins that are off unless they are named. Default: none.")),
  optionalReporters: optional(parts.describe("Ways to report besides gRPC. Default: none.")),
  bootstrap: optional(parts.describe("Plugins for the JDK itself. Default: none.")),
});

/** The operator of SWCK, which injects Java agents. */
export const swckOperator = z.strictObject({
  version: optional(text.meta({ description: "Version of SWCK.", default: RELEASES.swck.version })),
  certificate: calledCertificate.describe("What the API server trusts its webhooks by."),
  agents: optional(
    z
      .record(namespaceName, agents)
      .describe("What pods get that ask for an agent, by their namespace. Default: none."),
  ),
  manages: optional(
    z.enum(["agents", "everything"]).meta({
      description: "What it may do in the cluster; everything is almost that of an administrator.",
      default: "agents",
    }),
  ),
  injection: optional(
    z.enum(["optional", "required"]).meta({
      description: "Whether a pod that asks for an agent starts while no operator answers.",
      default: "optional",
    }),
  ),
  definitions: optional(
    z.enum(["kept", "removed", "existing"]).meta({
      description: "Whether its kinds are made, and stay; with them go all objects of them.",
      default: "kept",
    }),
  ),
  replicas: optional(count(1).meta({ description: "Number of pods.", default: 2 })),
  resources: optional(
    resources.describe("What each may use. Default: 50m to 500m CPU, 128Mi to 256Mi."),
  ),
});
