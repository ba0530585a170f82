import { expect, test } from "vitest";
import { serviceAccount } from "./metadata";

test("an account mounts no token by itself, and nobody waits for one", () => {
  const labels = { "app.kubernetes.io/instance": "oap" };
  expect(serviceAccount({ name: "oap", namespace: "tracing", labels })).toEqual({
    metadata: {
      name: "oap",
      namespace: "tracing",
      labels,
      annotations: { "pulumi.com/skipAwait": "true" },
    },
    automountServiceAccountToken: false,
  });
});
