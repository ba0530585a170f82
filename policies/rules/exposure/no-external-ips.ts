import { list } from "../../objects";
import { rule, when } from "../../rule";
import { serviceWith } from "./examples";

export const noExternalIps = rule({
  name: "no-external-ips",
  family: "exposure",
  scope: "resource",
  severity: "high",
  title: "No Service has externalIPs",
  why: "Whoever may write them takes over traffic to any address (CVE-2020-8554).",
  remedy: "use a load balancer or an Ingress",
  source: "https://github.com/kubernetes/kubernetes/issues/97076",
  sameAs: ["trivy/KSV-0108", "kyverno/restrict-external-ips"],
  bad: [serviceWith({ externalIPs: ["203.0.113.7"] })],
  good: [serviceWith({})],
  check: ({ kind, manifest }) =>
    when(
      kind === "Service" && list(manifest.spec?.externalIPs).length > 0,
      "spec.externalIPs is not empty",
    ),
});
