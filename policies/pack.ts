import type {
  Policies,
  PolicyPackConfig,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Exception } from "./exception";
import { judge } from "./judge";
import { presetOf } from "./level";
import type { KubernetesObject } from "./objects";
import { aboutOf } from "./pack/about";
import { type EngineResource, objectIn } from "./pack/resource";
import { inRounds } from "./pack/rounds";
import type { EnvironmentName, Rule } from "./rule";
import { type Stack, stackOf } from "./stack";

/** The policy that tells how many checks could not be decided; there is no rule behind it. */
export const UNDECIDED = "undecided-checks";

/** An object with what the engine says of it, and all that is deployed with it. */
interface Subject {
  readonly resource: EngineResource;
  readonly object: KubernetesObject;
  readonly stack: Stack;
}

/** Configuration of a policy besides its level. */
interface Configured {
  readonly exceptions?: readonly Exception[];
}

/** The rules as policies that Pulumi runs; the last one tells what was left undecided. */
export function policiesOf(rules: readonly Rule[], today: () => string): Policies {
  const names = new Set(rules.map(({ name }) => name));
  const undecided = new Map<string, readonly string[]>();
  const alone = inRounds(subjectsIn);
  const together = inRounds(subjectsIn);

  /** Messages about what is wrong; what cannot be decided is kept for the end. */
  const ask = (rule: Rule, { resource, object, stack }: Subject, configured: Configured) => {
    const { exceptions = [], ...settings } = configured;
    const judgement = judge(rule, object, { stack, settings, exceptions, names, today: today() });
    const open = judgement.undecided.map((why) => `${rule.name} of ${object.title}: ${why}`);
    undecided.set(`${resource.urn} ${rule.name}`, open);
    return judgement.violations.map(
      (violation) => `${object.title}: ${violation}. To do: ${rule.remedy}.`,
    );
  };

  const ofResource = (rule: Rule, policy: number): ResourceValidationPolicy => {
    const { remediate } = rule;
    return {
      ...aboutOf(rule),
      validateResource: (args, report) => {
        for (const subject of alone([args], { key: args.urn, policy }))
          ask(rule, subject, args.getConfig()).forEach((message) => report(message));
      },
      ...(remediate && {
        remediateResource: (args) => {
          const [subject] = subjectsIn([args]);
          if (subject === undefined) return undefined;
          if (ask(rule, subject, args.getConfig()).length === 0) return undefined;
          remediate(args.props);
          return args.props;
        },
      }),
    };
  };

  const ofStack = (rule: Rule, policy: number): StackValidationPolicy => ({
    ...aboutOf(rule),
    validateStack: (args, report) => {
      for (const subject of together(args.resources, { key: "", policy }))
        for (const message of ask(rule, subject, args.getConfig()))
          report(message, subject.resource.urn);
    },
  });

  return [
    ...rules.map((rule, policy) =>
      rule.scope === "resource" ? ofResource(rule, policy) : ofStack(rule, policy),
    ),
    {
      name: UNDECIDED,
      description: "Every check can be decided",
      enforcementLevel: "advisory",
      validateStack: (_args, report) => {
        const reasons = [...undecided.values()].flat();
        const list = reasons.map((reason) => `\n  - ${reason}`).join("");
        if (reasons.length > 0)
          report(`${reasons.length} checks cannot be decided before the update:${list}`);
      },
    },
  ];
}

/** What an environment configures for each policy, that of undecided checks included. */
export function configurationOf(
  environment: EnvironmentName,
  rules: readonly Rule[],
): PolicyPackConfig {
  return { ...presetOf(environment, rules), [UNDECIDED]: "advisory" };
}

function subjectsIn(resources: readonly EngineResource[]): Subject[] {
  const found = resources.flatMap((resource) => {
    const object = objectIn(resource);
    return object === undefined ? [] : [{ resource, object }];
  });
  const stack = stackOf(found.map(({ object }) => object));
  return found.map((subject) => ({ ...subject, stack }));
}
