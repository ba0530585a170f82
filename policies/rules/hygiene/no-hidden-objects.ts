import { rule } from "../../rule";

/** What makes objects that no policy sees, by its type in Pulumi or its kind in YAML. */
const HIDING = /^(kubernetes:helm\.sh\/v3:Release|Helm(Release|Chart))$/;
const REMOTE = /^(https?|git|oci|s3|gs):/;

export const noHiddenObjects = rule({
  name: "no-hidden-objects",
  family: "hygiene",
  scope: "resource",
  severity: "high",
  title: "Every object is seen before it is deployed",
  why: "A Helm Release is installed inside of the provider, and a file from an address may be another one tomorrow: no preview, review or policy sees what comes.",
  remedy: "render the chart (helm.v4.Chart), or keep the file beside the program",
  source:
    "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/choosing-the-right-helm-resource-for-your-use-case/",
  bad: [
    {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      metadata: { name: "skywalking", namespace: "tracing" },
    },
  ],
  good: [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "oap", namespace: "tracing" } },
  ],
  check: ({ kind, manifest, pulumi }) => {
    const { file, files, url } = manifest;
    const remote = pulumi && [file, files, url].flat().filter((path) => REMOTE.test(String(path)));
    return [
      ...(HIDING.test(pulumi?.type ?? "") || HIDING.test(kind)
        ? ["nobody sees what it installs"]
        : []),
      ...(remote ?? []).map((path) => `it comes from ${new URL(String(path)).host}`),
    ];
  },
});
