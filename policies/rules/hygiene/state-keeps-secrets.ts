import { rule } from "../../rule";

export const stateKeepsSecrets = rule({
  name: "state-keeps-secrets",
  family: "hygiene",
  scope: "resource",
  severity: "critical",
  title: "Secrets are encrypted in the state of the stack",
  why: "Everyone who may read the state, or an export of it, reads the password.",
  remedy:
    "pass the value as pulumi.secret, or read it with config.requireSecret, and update the stack",
  source: "https://www.pulumi.com/docs/iac/concepts/secrets/",
  bad: [],
  good: [],
  check: ({ pulumi }) => (pulumi?.openSecrets ?? []).map((path) => `${path} is in the clear`),
});
