import type { KubernetesObject, Manifest } from "./objects";
import type { Stack } from "./stack";
import { Undecided } from "./unknown";

/** What a rule is about; the folder that it lies in. */
export const FAMILIES = [
  "pod-security",
  "images",
  "availability",
  "lifecycle",
  "wiring",
  "exposure",
  "rbac",
  "skywalking",
  "satellite",
  "elasticsearch",
  "jaeger",
  "collector",
  "certificates",
  "hygiene",
] as const;
export type Family = (typeof FAMILIES)[number];

/** From the smallest environment to the one that people rely on. */
export const ENVIRONMENTS = ["dev", "uat", "prod"] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What may be set by rule and environment. */
export type Setting = number | string | boolean | readonly string[];
export type Settings = Readonly<Record<string, Setting>>;

/**
 * What is wrong with an object, as the rest of a sentence that begins with its title and a colon
 * (`container oap is privileged`), or that it cannot be decided yet. It never tells a secret value.
 */
export type Finding = string | Undecided;

/** What a rule tells about itself. */
export interface About {
  /** Stable, in kebab-case, at most 63 characters: people write it into configuration and annotations. */
  readonly name: string;
  readonly family: Family;
  /** `critical`: it does not work, or anyone gets in; `low`: others will wonder. */
  readonly severity: Severity;
  /** The smallest environment that it is meant for. @default "dev" */
  readonly from?: EnvironmentName;
  /** The state that it wants, as a sentence without a full stop: `No container is privileged`. */
  readonly title: string;
  /** What happens otherwise. */
  readonly why: string;
  /** What to do, as an imperative without a full stop: `set securityContext.privileged to false`. */
  readonly remedy: string;
  /** Where it is said, with a version where there is one. */
  readonly source: string;
  /** Names in public frameworks: `PSS baseline`, `NSA-CISA C-0057`, `CIS 5.2.1`. */
  readonly frameworks?: readonly string[];
  /** Checks of other tools that it contains: `kube-score/container-image-tag`, `checkov/CKV_K8S_14`. */
  readonly sameAs?: readonly string[];
  /** The smallest set of objects that breaks it, for its page. */
  readonly bad: readonly Manifest[];
  /** The same objects, repaired. */
  readonly good: readonly Manifest[];
}

/** What a rule looks at besides the object itself. */
export interface Context<S extends Settings = Settings> {
  /** All objects that are deployed together; a rule of scope `resource` must not look. */
  readonly stack: Stack;
  readonly settings: S;
  /** Names of all rules. */
  readonly names: ReadonlySet<string>;
}

/** A setting that is false by default may be true. */
type Widened<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends boolean ? boolean : S[K];
};

interface Definition<S extends Settings> extends About {
  /** `resource`: one object decides; `stack`: all of them do. */
  readonly scope: "resource" | "stack";
  /** Values that may be set, each by default. */
  readonly settings?: S;
  /** What each setting means. */
  readonly meaning?: { readonly [K in keyof S]: string };
  /** What is wrong with one object. Pure; called for every object of the stack. */
  readonly check: (object: KubernetesObject, context: Context<Widened<S>>) => readonly Finding[];
  /** Repairs the manifest itself; only where nothing can break by it. */
  readonly remediate?: (manifest: Manifest) => void;
}

/** One thing that may not be deployed. */
export interface Rule extends About {
  readonly from: EnvironmentName;
  readonly scope: "resource" | "stack";
  readonly settings: Settings;
  readonly meaning: Readonly<Record<string, string>>;
  readonly check: (object: KubernetesObject, context: Context) => readonly Finding[];
  readonly remediate?: (manifest: Manifest) => void;
}

/** Settles what a rule leaves to its defaults. */
export function rule<S extends Settings>(definition: Definition<S>): Rule;
export function rule(definition: Definition<Settings>): Rule {
  const { check, settings } = definition;
  const common = { from: "dev", meaning: {}, settings: {}, ...definition } as const;
  if (settings === undefined) return common;
  return {
    ...common,
    check: (object, context) =>
      check(object, { ...context, settings: { ...settings, ...context.settings } }),
  };
}

/** The message when something is so, and nothing when not. */
export function when(isSo: unknown, message: string): string[] {
  return isSo === true ? [message] : [];
}

/**
 * Findings about each of several items: one of them that cannot be decided does not silence the others.
 */
export function each<T>(items: readonly T[], check: (item: T) => readonly Finding[]): Finding[] {
  return items.flatMap((item) => attempt(() => check(item)));
}

/** What is answered, or that it cannot be decided. */
export function attempt<T>(answer: () => T): T | Undecided {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Undecided) return error;
    throw error;
  }
}
