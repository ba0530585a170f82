import { containerWith } from "../../examples";
import { rule, when } from "../../rule";
import { eachImage } from "./each-image";

export const imageHasVersion = rule({
  name: "image-has-version",
  family: "images",
  scope: "resource",
  severity: "high",
  title: "Every image has a version",
  why: "Without one, two nodes run two programs, and nobody can say which, or go back.",
  remedy: "write the full version behind the image, as in apache/skywalking-oap-server:10.4.0",
  source: "https://kubernetes.io/docs/concepts/configuration/overview/#container-images",
  frameworks: ["NSA-CISA C-0075"],
  sameAs: [
    "kube-score/container-image-tag",
    "kube-linter/latest-tag",
    "polaris/tagNotSpecified",
    "trivy/KSV-0013",
    "checkov/CKV_K8S_14",
    "kyverno/disallow-latest-tag",
    "monokle/KBP001",
    "monokle/KBP116",
  ],
  bad: [containerWith({ image: "docker.io/apache/skywalking-oap-server:latest" })],
  good: [containerWith({ image: "docker.io/apache/skywalking-oap-server:10.4.0" })],
  check: (object) =>
    eachImage(object, ({ text, tag, digest }, title) => [
      ...when(tag === "latest", `${title} runs ${text}`),
      ...when(
        (tag ?? "") === "" && digest === undefined,
        `${title} runs ${text}, without a version`,
      ),
    ]),
});
