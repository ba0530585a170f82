import { containerWith } from "../../examples";
import { rule, when } from "../../rule";
import { eachImage } from "./each-image";

export const imageNamesRegistry = rule({
  name: "image-names-its-registry",
  family: "images",
  scope: "resource",
  severity: "low",
  title: "Every image says from which registry it comes",
  why: "Each node decides by itself what a short name means, and nodes differ.",
  remedy: "write the registry in front, as in docker.io/apache/skywalking-ui",
  source:
    "https://github.com/containers/image/blob/v5.36.0/docs/containers-registries.conf.5.md#note-risk-of-using-unqualified-image-names",
  sameAs: ["kyverno/restrict-image-registries"],
  bad: [containerWith({ image: "apache/skywalking-ui:10.4.0" })],
  good: [containerWith({ image: "docker.io/apache/skywalking-ui:10.4.0" })],
  check: (object) =>
    eachImage(object, ({ text, registry }, title) =>
      when(registry === undefined, `${title} runs ${text}, from any registry`),
    ),
});
