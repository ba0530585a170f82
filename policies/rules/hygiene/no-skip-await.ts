import { deploymentWith } from "../../examples";
import { annotationsOf } from "../../objects";
import { rule, when } from "../../rule";

const skipping = (metadata: object) => {
  const deployment = deploymentWith({});
  return { ...deployment, metadata: { ...deployment.metadata, ...metadata } };
};

export const noSkipAwait = rule({
  name: "no-skip-await",
  family: "hygiene",
  scope: "resource",
  severity: "medium",
  from: "prod",
  title: "Pulumi waits until a workload is ready",
  why: "An update that never gets ready is reported as done, and what depends on it is deployed against nothing.",
  remedy: "remove the annotation pulumi.com/skipAwait",
  source:
    "https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/#annotations",
  bad: [skipping({ annotations: { "pulumi.com/skipAwait": "true" } })],
  good: [skipping({})],
  check: (object) =>
    when(
      ["Deployment", "StatefulSet", "DaemonSet", "Job"].includes(object.kind) &&
        annotationsOf(object)["pulumi.com/skipAwait"] === "true",
      "nobody waits for it",
    ),
});
