import { containersIn, list } from "../../objects";
import { type Spoken, spokenIn, spokenOn } from "../../parse/settings";
import { each, rule } from "../../rule";
import { deploymentWith } from "../../examples";

/** Names of switches that end all checks. */
const SKIP =
  /^(insecure_?skip_?(tls_?)?verify|skip_?(host_?)?verify|skip_?tls_?verify|insecure_?skip_?tls_?verify|tls_?skip_?verify|.*insecure_?skip_?verify|.*skip_?host_?verify)$/i;
const OFF =
  /^(grpc_ssl_verify|proxy_ssl_verify|node_tls_reject_unauthorized|.*verification_?mode)$/i;

const curl = (...args: string[]) =>
  deploymentWith(
    {},
    { containers: [{ name: "oap", command: ["curl", ...args, "https://es:9200"] }] },
  );

export const noSkipVerify = rule({
  name: "no-skip-verify",
  family: "certificates",
  scope: "resource",
  severity: "critical",
  from: "prod",
  title: "Nothing switches the check of certificates off",
  why: "TLS without it protects from nobody who stands in between.",
  remedy: "mount the certificate of the CA, and name it in place of the switch",
  source: "https://opentelemetry.io/docs/security/config-best-practices/",
  bad: [curl("--insecure")],
  good: [curl("--cacert", "/ca/ca.crt")],
  check: (object) => [
    ...each(containersIn(object), ({ title, spec }) => {
      const words = [...list(spec.command), ...list(spec.args)].map(String);
      const isCurl = words.some((word) => /(^|[\s/])curl(\s|$)/.test(word));
      const flags = words.flatMap((word) =>
        isCurl
          ? [...word.matchAll(/(?:^|\s)(-k|--insecure)(?=\s|$)/g)].map(([, flag]) => flag)
          : [],
      );
      const bare = words.flatMap((word) => /^--(.*skip.*verify)$/.exec(word)?.[1] ?? []);
      const variables = list(spec.env).map(({ name, value }) => ({
        key: String(name),
        value: String(value ?? ""),
      }));
      return [
        ...flags.map((flag) => `${title}: curl has ${flag}`),
        ...bare.map((flag) => `${title}: it has --${flag}`),
        ...[...variables, ...spokenOn(words)]
          .filter(isOff)
          .map(({ key }) => `${title}: ${key} switches the check off`),
      ];
    }),
    ...each(object.kind === "ConfigMap" ? Object.keys(object.manifest.data ?? {}) : [], (file) => {
      const text = String(object.manifest.data[file]);
      const keys = [...spokenIn(file, text), ...switchesIn(text)]
        .filter(isOff)
        .map(({ key }) => key);
      return [...new Set(keys)].map((key) => `data["${file}"]: ${key} switches the check off`);
    }),
  ],
});

function isOff({ key, value }: Spoken): boolean {
  const name = key.replace(/.*\./, "").replaceAll("-", "_");
  return (
    (SKIP.test(name) && /^(true|1|yes)$/i.test(value)) ||
    (OFF.test(name) && /^(off|none|0|false)$/i.test(value))
  );
}

/** Switches in a text of any form: what is no text in YAML is not spoken. */
function switchesIn(text: string): Spoken[] {
  return [
    ...text.matchAll(
      /^[^#\n]*?([\w.-]*(?:skip[\w.-]*verify|verification_mode))"?\s*[:=]\s*"?(\w+)/gim,
    ),
  ].map(([, key = "", value = ""]) => ({ key, value }));
}
