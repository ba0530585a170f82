/**
 * A namespace with a Deployment. `POLICIES_IMAGE` is its image; with `POLICIES_PRIVILEGED` its container is
 * privileged.
 */
import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const given = (name: string) => process.env[name] ?? "";

const provider = new k8s.Provider("cluster", {
  kubeconfig: pulumi.secret(readFileSync(given("KUBE_TRACING_KUBECONFIG"), "utf8")),
  context: given("KUBE_TRACING_CONTEXT"),
});
const { metadata } = new k8s.core.v1.Namespace(
  "home",
  { metadata: { name: "policies" } },
  { provider },
);
new k8s.apps.v1.Deployment(
  "web",
  {
    metadata: { name: "web", namespace: metadata.name },
    spec: {
      selector: { matchLabels: { app: "web" } },
      template: {
        metadata: { labels: { app: "web" } },
        spec: {
          containers: [
            {
              name: "main",
              image: given("POLICIES_IMAGE"),
              env: [{ name: "TOKEN", value: pulumi.secret("open-sesame") }],
              ...(given("POLICIES_PRIVILEGED") === ""
                ? {}
                : { securityContext: { privileged: true } }),
            },
          ],
        },
      },
    },
  },
  { provider },
);
