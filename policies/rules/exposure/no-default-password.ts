import { each, rule, when } from "../../rule";
import { isSecretName } from "../../read/secrets";

/** What everybody tries first. */
const KNOWN =
  /^(|admin|administrator|root|user|password|passw0rd|changeme|change-me|secret|elastic|skywalking|banyandb|jaeger|test|default|postgres|123456(78)?|root@1234|qwerty)$/i;

export const noDefaultPassword = rule({
  name: "no-default-password",
  family: "exposure",
  scope: "resource",
  severity: "critical",
  settings: { minLength: 16 },
  meaning: { minLength: "characters that a password or token has at least" },
  title: "No Secret holds a well-known or short password",
  why: "Charts publish their defaults, and short ones are guessed.",
  remedy: "let Pulumi make one with random.RandomPassword, of 16 characters or more",
  source: "https://pages.nist.gov/800-63-4/sp800-63b.html",
  bad: [secret("changeme")],
  good: [secret("kX3-9vQmR7wZt2Lb")],
  check: ({ kind, manifest }, { settings }) =>
    each(
      kind === "Secret" ? [...plain(manifest.stringData), ...encoded(manifest.data)] : [],
      ([key, read]) => {
        const value = read();
        if (!isSecretName(key) || value === "[secret]" || value.includes("\n")) return [];
        const isKnown = KNOWN.test(value);
        return [
          ...when(isKnown, `${key} is a well-known password`),
          ...when(
            !isKnown && value.length < settings.minLength,
            `${key} has less than ${settings.minLength} characters`,
          ),
        ];
      },
    ),
});

function plain(data: Readonly<Record<string, unknown>> | undefined): [string, () => string][] {
  return Object.keys(data ?? {}).map((key) => [key, () => String(data?.[key])]);
}

function encoded(data: Readonly<Record<string, unknown>> | undefined): [string, () => string][] {
  return plain(data).map(([key, read]) => {
    const decoded = () =>
      read() === "[secret]" ? read() : Buffer.from(read(), "base64").toString();
    return [key, decoded];
  });
}

function secret(password: string) {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "es", namespace: "tracing" },
    stringData: { password },
  };
}
