/**
 * Registers what another program registered, the same tree with the same inputs, with nothing but the packages
 * of Pulumi. The first of the recorded resources is the stack, which every program has.
 */

import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { z } from "zod";

const Recorded = z.array(
  z.object({
    urn: z.string(),
    type: z.string(),
    name: z.string(),
    custom: z.boolean(),
    parent: z.string(),
    provider: z.string(),
    inputs: z.record(z.string(), z.unknown()),
  }),
);
type Resource = z.infer<typeof Recorded>[number];

const made = new Map<string, pulumi.Resource>();
function register(recorded: Resource): pulumi.Resource {
  const { type, name, custom, inputs } = recorded;
  const parent = made.get(recorded.parent);
  const provider = made.get(recorded.provider.split("::").slice(0, -1).join("::"));
  const options = {
    ...(parent === undefined ? {} : { parent }),
    ...(provider instanceof pulumi.ProviderResource ? { provider } : {}),
  };
  return custom
    ? new (classOf(type))(name, inputs, options)
    : new pulumi.ComponentResource(type, name, {}, options);
}

const Class = z.custom<
  new (
    name: string,
    inputs: Readonly<Record<string, unknown>>,
    options: pulumi.CustomResourceOptions,
  ) => pulumi.Resource
>((found) => typeof found === "function");

/** The class of `kubernetes:apps/v1:Deployment`; of a kind that the package does not know, that of all custom resources. */
function classOf(type: string): z.infer<typeof Class> {
  const [provider, module = "", kind = ""] = type.split(":");
  if (provider === "pulumi") return kind === "random" ? random.Provider : k8s.Provider;
  if (provider === "random") return Class.parse(random.RandomPassword);
  const [group = "", version = ""] = module.split("/");
  const known = [group.split(".")[0] ?? "", version, kind].reduce<unknown>(
    (found, key) => Reflect.get(Object(found), key),
    k8s,
  );
  return Class.parse(known ?? k8s.apiextensions.CustomResource);
}

const file = new pulumi.Config().require("recorded");
const [, ...resources] = Recorded.parse(JSON.parse(readFileSync(file, "utf8")));
for (const recorded of resources) {
  made.set(recorded.urn, register(recorded));
}
