import { type Exception, exceptionFrom } from "./exception";
import type { KubernetesObject } from "./objects";
import { attempt, type Context, type Finding, type Rule } from "./rule";
import { Undecided } from "./unknown";

/** What a rule is asked with. */
export interface Circumstances extends Context {
  /** As configured for the rule. */
  readonly exceptions: readonly Exception[];
  /** Such as `2026-11-21`; an exception holds to the end of its last day. */
  readonly today: string;
}

/** What a rule says about one object. */
export interface Judgement {
  /** Each the rest of a sentence that begins with the title of the object and a colon. */
  readonly violations: readonly string[];
  /** Why it could not be decided: `spec.replicas is not known yet`. */
  readonly undecided: readonly string[];
  /** Violations that an exception lets pass. */
  readonly excepted: readonly { message: string; until: string; reason: string }[];
}

/** Asks a rule about an object; an object of an unexpected shape is undecided, and says so. */
export function judge(rule: Rule, object: KubernetesObject, about: Circumstances): Judgement {
  const findings = findingsOf(rule, object, about);
  const undecided = findings.flatMap((one) => (one instanceof Undecided ? one.message : []));
  const messages = findings.filter((one) => typeof one === "string");
  const open = { violations: messages, undecided, excepted: [] };
  const exception = attempt(() => exceptionFrom(rule, object, about.exceptions));
  if (exception === undefined || exception instanceof Undecided) return open;
  const { where } = exception;
  if (exception.kind === "unreadable") {
    const wanted = `give a last day and a reason, such as 2027-01-31 waits for version 2`;
    return { ...open, violations: [...messages, `${where} is "${exception.got}"; ${wanted}`] };
  }
  const { until, reason } = exception;
  if (until >= about.today) {
    const excepted = messages.map((message) => ({ message, until, reason }));
    return { violations: [], undecided, excepted };
  }
  return {
    ...open,
    violations:
      messages.length === 0
        ? [`${where} expired on ${until}, and nothing needs it any more: remove it`]
        : messages.map((message) => `${message} (${where} expired on ${until})`),
  };
}

function findingsOf(rule: Rule, object: KubernetesObject, about: Context): readonly Finding[] {
  try {
    const findings = attempt(() => rule.check(object, about));
    return findings instanceof Undecided ? [findings] : findings;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [new Undecided("its shape", `it is not shaped as ${rule.name} expects: ${reason}`)];
  }
}
