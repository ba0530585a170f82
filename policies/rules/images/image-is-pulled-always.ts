import { containerWith } from "../../examples";
import { containersIn, containersOf, podsIn } from "../../objects";
import { each, rule, when } from "../../rule";

export const imageIsPulledAlways = rule({
  name: "image-is-pulled-always",
  family: "images",
  scope: "resource",
  severity: "low",
  title: "The kubelet asks the registry before it starts an image",
  why: "Otherwise a pod runs any image that the node has from someone else, without the right to pull it; what is there already is not downloaded again.",
  remedy: "set imagePullPolicy to Always",
  source:
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages",
  sameAs: [
    "kube-score/container-image-pull-policy",
    "polaris/pullPolicyNotAlways",
    "checkov/CKV_K8S_15",
    "kyverno/imagepullpolicy-always",
  ],
  bad: [containerWith({ image: "apache/skywalking-ui:10.4.0" })],
  good: [containerWith({ image: "apache/skywalking-ui:10.4.0", imagePullPolicy: "Always" })],
  check: (object) =>
    each(containersIn(object), ({ title, spec, pod }) => {
      const policy = spec.imagePullPolicy ?? (pod.isOperated ? "Always" : undefined);
      return when(policy !== "Always", `${title} has imagePullPolicy ${policy ?? "by default"}`);
    }),
  remediate: (manifest) => {
    for (const { spec } of podsIn(manifest).flatMap(containersOf)) spec.imagePullPolicy = "Always";
  },
});
