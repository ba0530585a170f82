import type { Exception } from "./exception";
import { judge } from "./judge";
import { type Level, presetOf } from "./level";
import type { KubernetesObject } from "./objects";
import { type EnforcementLevel, type Policy, policyOf } from "./pack/about";
import { type EngineResource, objectIn } from "./pack/resource";
import type { Context, EnvironmentName, Rule, Settings } from "./rule";
import { stackOf } from "./stack";

/** The policy that tells how many checks could not be decided; there is no rule behind it. */
const UNDECIDED: Policy = {
  name: "undecided-checks",
  scope: "stack",
  description: "Every check can be decided",
  level: "advisory",
  canRepair: false,
};

/** What is configured for a policy. */
export interface PolicyConfiguration {
  readonly level: EnforcementLevel;
  readonly settings: Settings;
  readonly exceptions: readonly Exception[];
}

/** What a policy says. */
export interface Violation {
  readonly policy: Policy;
  readonly level: EnforcementLevel;
  readonly message: string;
  /** The resource of a stack that it is about; undefined where it is about the only one, or about all. */
  readonly urn?: string;
}

/** What a policy did about a resource that breaks it. */
export interface Repair {
  readonly policy: Policy;
  /** Why it could not be repaired; undefined where it was. */
  readonly obstacle?: string;
}

/** An object, and the resource that it is. */
interface Subject {
  readonly urn: string;
  readonly object: KubernetesObject;
}

/** A rule as it is configured. */
interface Member extends PolicyConfiguration {
  readonly rule: Rule;
  readonly policy: Policy;
}

/** The rules as policies that an engine asks, and what they could not decide in one run of it. */
export class Pack {
  readonly policies: readonly Policy[];
  private readonly names: ReadonlySet<string>;
  private members: readonly Member[] = [];
  private undecidedLevel = UNDECIDED.level;
  /** By URN: what was left undecided about a resource alone. */
  private readonly undecided = new Map<string, readonly string[]>();

  /** @param today such as `2026-11-21` */
  constructor(
    private readonly rules: readonly Rule[],
    private readonly today: () => string,
  ) {
    this.policies = [...rules.map(policyOf), UNDECIDED];
    this.names = new Set(rules.map(({ name }) => name));
    this.configure(new Map());
  }

  configure(configuration: ReadonlyMap<string, PolicyConfiguration>): void {
    this.members = this.rules.map((rule) => {
      const policy = policyOf(rule);
      const { level, settings = {}, exceptions = [] } = configuration.get(rule.name) ?? {};
      return { rule, policy, level: level ?? policy.level, settings, exceptions };
    });
    this.undecidedLevel = configuration.get(UNDECIDED.name)?.level ?? UNDECIDED.level;
  }

  /** Asks every rule that needs no more than one resource. */
  analyze(resource: EngineResource): Violation[] {
    const { violations, undecided } = this.ask("resource", subjectsIn([resource]));
    this.undecided.set(resource.urn, undecided);
    return violations.map(({ policy, level, message }) => ({ policy, level, message }));
  }

  /** Asks every rule that needs the whole stack, and tells what was left undecided in this run. */
  analyzeStack(resources: readonly EngineResource[]): Violation[] {
    const { violations, undecided } = this.ask("stack", subjectsIn(resources));
    const reasons = [...[...this.undecided.values()].flat(), ...undecided];
    const level = this.undecidedLevel;
    if (reasons.length === 0 || level === "disabled") return violations;
    const list = reasons.map((reason) => `\n  - ${reason}`).join("");
    const count = `${reasons.length} checks cannot be decided before the update:`;
    return [...violations, { policy: UNDECIDED, level, message: `${count}${list}` }];
  }

  /** Policies that shall repair resources. */
  repairing(): Policy[] {
    return this.repairers().map(({ policy }) => policy);
  }

  /**
   * Repairs the fields of a resource where they are, one policy after the other: when a repair is told,
   * those after it are not done yet.
   */
  *repair(resource: EngineResource): Generator<Repair> {
    for (const { rule, policy, ...configured } of this.repairers()) {
      const subjects = subjectsIn([resource]);
      const [subject] = subjects;
      if (rule.remediate === undefined || subject === undefined) continue;
      const about = { ...this.around(subjects), ...configured };
      const { violations, undecided } = judge(rule, subject.object, about);
      if (violations.length === 0) continue;
      const [obstacle] = undecided;
      if (obstacle === undefined) rule.remediate(resource.fields);
      yield { policy, ...(obstacle !== undefined && { obstacle }) };
    }
  }

  private repairers(): readonly Member[] {
    return this.members.filter(
      ({ rule, level }) => rule.scope === "resource" && level === "remediate",
    );
  }

  /** What is wrong with each subject, and what cannot be decided about it. */
  private ask(scope: Rule["scope"], subjects: readonly Subject[]) {
    const violations: Violation[] = [];
    const undecided: string[] = [];
    const { stack, names, today } = this.around(subjects);
    for (const { rule, policy, level, settings, exceptions } of this.members) {
      if (rule.scope !== scope || level === "disabled") continue;
      const about = { stack, names, today, settings, exceptions };
      for (const { urn, object } of subjects) {
        const judgement = judge(rule, object, about);
        for (const violation of judgement.violations) {
          const message = `${object.title}: ${violation}. To do: ${rule.remedy}.`;
          violations.push({ policy, level, message, urn });
        }
        for (const why of judgement.undecided)
          undecided.push(`${rule.name} of ${object.title}: ${why}`);
      }
    }
    return { violations, undecided };
  }

  /** What every rule is asked with. */
  private around(subjects: readonly Subject[]): Omit<Context, "settings"> & { today: string } {
    const stack = stackOf(subjects.map(({ object }) => object));
    return { stack, names: this.names, today: this.today() };
  }
}

/** The level of each policy in an environment, that of undecided checks included. */
export function levelsOf(
  environment: EnvironmentName,
  rules: readonly Rule[],
): Readonly<Record<string, Level>> {
  return { ...presetOf(environment, rules), [UNDECIDED.name]: "advisory" };
}

function subjectsIn(resources: readonly EngineResource[]): Subject[] {
  return resources.flatMap((resource) => {
    const object = objectIn(resource);
    return object === undefined ? [] : [{ urn: resource.urn, object }];
  });
}
