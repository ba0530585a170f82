import { containerWith } from "../../examples";
import { rule, when } from "../../rule";
import { eachImage } from "./each-image";

const IMAGE = "docker.io/apache/skywalking-oap-server:10.4.0";
const DIGEST = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

export const imageHasDigest = rule({
  name: "image-has-digest",
  family: "images",
  scope: "resource",
  severity: "low",
  from: "prod",
  title: "Every image is pinned by its digest",
  why: "Whoever owns the registry can put another program behind the same tag; some registries rebuild tags weekly.",
  remedy: "append @sha256:… behind the tag, and keep the tag for readers",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
  frameworks: ["NSA-CISA C-0306"],
  sameAs: ["checkov/CKV_K8S_43", "kyverno/require-image-checksum"],
  bad: [containerWith({ image: IMAGE })],
  good: [containerWith({ image: `${IMAGE}@${DIGEST}` })],
  check: (object) =>
    eachImage(object, ({ text, digest }, title) => [
      ...when(digest === undefined, `${title} runs ${text}, without a digest`),
      ...when(
        digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest),
        `${title} runs ${text}, and that is no digest`,
      ),
    ]),
});
