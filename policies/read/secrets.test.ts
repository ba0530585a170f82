import { expect, test } from "vitest";
import { holdsSecret, isSecretName } from "./secrets";

test.each([
  ["SW_ES_PASSWORD", true],
  ["bootstrap.password", true],
  ["api-key", true],
  ["ES_PASSWORD_FILE", false],
  ["tokenPath", false],
  ["password_reload_interval", false],
  ["compass", true],
  ["SW_AUTHENTICATION", true],
  ["SW_CLUSTER_ETCD_AUTHENTICATION", false],
  ["SW_STORAGE", false],
])("%s is the name of a secret: %s", (name, isSecret) => {
  expect(isSecretName(name)).toBe(isSecret);
});

test.each([
  ["PASSWORD", "a value", true],
  ["PASSWORD", "$(OTHER)", false],
  ["password", "${env:ES_PASSWORD}", false],
  ["password", "/run/password", false],
  ["password", "", false],
  ["url", "https://user:value@example.com", true],
  ["url", "https://example.com:443/a@b", false],
  ["JAVA_OPTS", "-Djavax.net.ssl.trustStorePassword=value", true],
  ["JAVA_OPTS", "-Xmx1g", false],
])("%s: %s holds a secret: %s", (name, value, isSecret) => {
  expect(holdsSecret(name, value)).toBe(isSecret);
});
