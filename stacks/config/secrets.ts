import { type Problem, unknownKey, valueAt } from "./problems";
import { suggestion } from "./suggestion";

/** Places in the platform that refer to a secret key; `[]` stands for each of a list, `{}` of a map. */
export const SECRET_PATHS = [
  "jaeger.query.login.clientSecret",
  "jaeger.storage.server.password",
  "jaeger.storage.server.retiring.password",
  "namespace.pullSecret",
  "skywalking.oap.agentToken",
  "skywalking.oap.alarms.hooks{}.headers{}",
  "skywalking.oap.alarms.hooks{}.integrationKeys[]",
  "skywalking.oap.alarms.hooks{}.recoveryUrls[]",
  "skywalking.oap.alarms.hooks{}.urls[]",
  "skywalking.oap.alarms.hooks{}.webhooks[]",
  "skywalking.oap.alarms.hooks{}.webhooks[].secret",
  "skywalking.oap.alarms.hooks{}.webhooks[].url",
  "skywalking.storage.server.password",
  "skywalking.storage.server.retiring.password",
  "skywalking.ui.flavor.singleSignOn.providers[].clientSecret",
  "skywalking.ui.flavor.users[].passwordHash",
] as const;

/** The keys of a stack's configuration, such as `kube-tracing:agentToken`; no value of a secret. */
export interface Keys {
  /** Namespace of the keys: the name of the project. */
  readonly project: string;
  readonly keys: readonly string[];
  readonly isSecret: (key: string) => boolean;
}

/** Keys that nothing reads, and secrets that are missing or plain. */
export function keyProblems({ project, keys, isSecret }: Keys, platform: unknown): Problem[] {
  const own = `${project}:`;
  const given = keys.filter((key) => key.startsWith(own)).map((key) => key.slice(own.length));
  const foreign = keys.filter((key) => !key.startsWith(own) && !key.startsWith("pulumi:"));
  const wanted = referredTo(platform);
  const missing = wanted.filter((name) => !given.includes(name));
  const unused = given.filter((name) => name !== "platform" && !wanted.includes(name));
  const meant = new Set(unused.map((name) => suggestion(name, missing)));
  const on = (names: readonly string[], text: (name: string) => string) =>
    names.map((name) => ({ path: own + name, text: text(name) }));
  return [
    ...on(isSecret(`${own}platform`) ? ["platform"] : [], () => SECRET_INSIDE),
    ...on(
      missing.filter((name) => !meant.has(name)),
      (name) => `is missing; ${setting(name)}`,
    ),
    ...on(
      wanted.filter((name) => given.includes(name) && !isSecret(own + name)),
      (name) => `is stored in plain text; ${setting(name)}`,
    ),
    ...on(unused, (name) => unusedText(name, missing)),
    ...foreign.map((key) => ({
      path: key,
      text: `has no effect; remove it, or give ${own}platform`,
    })),
  ];
}

const SECRET_INSIDE = "contains a secret; give it a key of its own, and { config: <key> } here";

function setting(name: string): string {
  return `run: pulumi config set --secret ${name} <value>`;
}

function unusedText(name: string, missing: readonly string[]): string {
  return suggestion(name, missing) === undefined
    ? `is not used; remove it, or refer to it with { config: ${name} }`
    : unknownKey(name, missing);
}

/** Names of the secret keys that the platform refers to, each once. */
export function referredTo(platform: unknown): string[] {
  const names = SECRET_PATHS.flatMap((path) => valuesAt(platform, `${path}.config`.split(".")));
  return [...new Set(names.filter((name) => typeof name === "string"))].filter(Boolean);
}

function valuesAt(value: unknown, [step, ...others]: readonly string[]): unknown[] {
  if (step === undefined) return [value];
  const [key = ""] = step.split(/[[{]/);
  const inner = valueAt(value, [key]);
  const isMany = step !== key && typeof inner === "object" && inner !== null;
  const each: unknown[] = isMany ? Object.values(inner) : [inner];
  return each.flatMap((item) => valuesAt(item, others));
}
