import { containerWith } from "../../examples";
import { rule, when } from "../../rule";
import { eachImage } from "./each-image";

/** Where the makers of a tracing platform's parts publish them. */
const PUBLISHERS: readonly string[] = [
  "docker.elastic.co/",
  "docker.io/alpine/",
  "docker.io/apache/",
  "docker.io/busybox",
  "docker.io/curlimages/",
  "docker.io/envoyproxy/",
  "docker.io/istio/",
  "docker.io/jaegertracing/",
  "docker.io/library/",
  "docker.io/nginxinc/",
  "docker.io/otel/",
  "docker.io/prom/",
  "ghcr.io/open-telemetry/",
  "ghcr.io/apache/",
  "ghcr.io/jaegertracing/",
  "cr.jaegertracing.io/",
  "quay.io/jetstack/",
  "quay.io/jaegertracing/",
  "quay.io/oauth2-proxy/",
  "quay.io/prometheus/",
  "registry.k8s.io/",
];

export const imageIsTrusted = rule({
  name: "image-comes-from-its-maker",
  family: "images",
  scope: "resource",
  severity: "medium",
  title: "Images come from their makers, or from a mirror that is named",
  why: "Anyone can publish an image by the name of a product.",
  remedy: "use the maker's image, or name the mirror in the setting `publishers` of this rule",
  source: "https://kubernetes.io/docs/concepts/security/supply-chain-security/",
  frameworks: ["NSA-CISA C-0001", "NSA-CISA C-0078", "CIS 5.5.1"],
  sameAs: [
    "trivy/KSV-0125",
    "kyverno/restrict-image-registries",
    "kyverno/restrict-deprecated-registry",
  ],
  settings: { publishers: PUBLISHERS },
  meaning: { publishers: "What the name of an image may begin with." },
  bad: [containerWith({ image: "docker.io/someone/skywalking-oap-server:10.4.0" })],
  good: [containerWith({ image: "docker.io/apache/skywalking-oap-server:10.4.0" })],
  check: (object, { settings }) =>
    eachImage(object, ({ text, registry, repository }, title) => {
      const isTrusted = settings.publishers.some((publisher) => repository.startsWith(publisher));
      return when(
        registry !== undefined && !isTrusted,
        `${title} runs ${text}, of an unknown publisher`,
      );
    }),
});
