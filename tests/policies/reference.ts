/**
 * The rules served by `@pulumi/policy`, each on its own and without a thought for speed: what our server
 * says is compared with what this one says. It wants to be started in the folder of the policies.
 */
import {
  type Policies,
  PolicyPack,
  type ResourceValidationArgs,
  UnknownValueError,
} from "@pulumi/policy";
import { judge } from "../../policies/judge";
import type { Manifest } from "../../policies/objects";
import { levelsOf } from "../../policies/pack";
import { policyOf } from "../../policies/pack/about";
import { objectIn } from "../../policies/pack/resource";
import type { Rule } from "../../policies/rule";
import { RULES } from "../../policies/rules";
import { stackOf } from "../../policies/stack";
import { UNKNOWN } from "../../policies/unknown";

type Resource = Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props" | "opts"> & {
  provider?: { urn: string };
  dependencies?: readonly { urn: string }[];
};

const names = new Set(RULES.map(({ name }) => name));
const today = new Date().toISOString().slice(0, 10);
const undecided = new Map<string, readonly string[]>();

/** Messages about each resource that is wrong. */
function ask(rule: Rule, resources: readonly Resource[], configured: Manifest) {
  const { exceptions = [], ...settings } = configured;
  const found = resources.flatMap((resource) => {
    const { urn, type, name, props, opts, provider, dependencies = [] } = resource;
    const object = objectIn({
      ...{ urn, type, name, protect: opts.protect },
      fields: Object.fromEntries(knownIn(props)),
      ...(provider && { provider: provider.urn }),
      dependencies: dependencies.map((one) => one.urn),
    });
    return object === undefined ? [] : [{ urn, object }];
  });
  const stack = stackOf(found.map(({ object }) => object));
  return found.flatMap(({ urn, object }) => {
    const about = { stack, settings, exceptions, names, today };
    const judgement = judge(rule, object, about);
    const open = judgement.undecided.map((why) => `${rule.name} of ${object.title}: ${why}`);
    undecided.set(`${urn} ${rule.name}`, open);
    return judgement.violations.map((violation) => ({
      urn,
      message: `${object.title}: ${violation}. To do: ${rule.remedy}.`,
    }));
  });
}

/** What is behind a proxy that throws where it is not known. */
function knownIn(value: Manifest): [string, unknown][] {
  return Object.keys(value).map((key) => {
    try {
      return [key, known(value[key])];
    } catch (error) {
      if (error instanceof UnknownValueError) return [key, UNKNOWN];
      throw error;
    }
  });
}

function known(value: Manifest): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return knownIn(value).map(([, part]) => part);
  return Object.fromEntries(knownIn(value));
}

const served = RULES.map((rule): Policies[number] => {
  const { name, title, severity, remedy, source } = rule;
  const { tags = [], settings } = policyOf(rule);
  const properties: Manifest = settings;
  const about = {
    ...{ name, severity, tags: [...tags], url: source },
    description: title,
    remediationSteps: remedy,
    configSchema: { properties },
  };
  const { remediate } = rule;
  if (rule.scope === "stack")
    return {
      ...about,
      validateStack: (args, report) =>
        ask(rule, args.resources, args.getConfig()).forEach(({ message, urn }) =>
          report(message, urn),
        ),
    };
  return {
    ...about,
    validateResource: (args, report) =>
      ask(rule, [args], args.getConfig()).forEach(({ message }) => report(message)),
    ...(remediate && {
      remediateResource: (args) => {
        if (ask(rule, [args], args.getConfig()).length === 0) return undefined;
        remediate(args.props);
        return args.props;
      },
    }),
  };
});

new PolicyPack(
  "kube-tracing-policies",
  {
    description: "What may never be deployed with a tracing platform on Kubernetes.",
    enforcementLevel: "mandatory",
    policies: [
      ...served,
      {
        name: "undecided-checks",
        description: "Every check can be decided",
        enforcementLevel: "advisory",
        validateStack: (_, report) => {
          const reasons = [...undecided.values()].flat();
          const list = reasons.map((reason) => `\n  - ${reason}`).join("");
          if (reasons.length > 0)
            report(`${reasons.length} checks cannot be decided before the update:${list}`);
        },
      },
    ],
  },
  levelsOf("prod", RULES),
);
