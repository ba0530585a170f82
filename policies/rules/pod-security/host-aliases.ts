import { podWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { each, rule } from "../../rule";

export const hostAliases = rule({
  name: "no-host-aliases",
  family: "pod-security",
  scope: "resource",
  severity: "low",
  title: "Pods resolve names by DNS alone",
  why: "An entry in /etc/hosts leads a client elsewhere than everyone believes, and stays when the address changes.",
  remedy: "remove hostAliases, and give the name to DNS or to a Service",
  source: "https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/",
  sameAs: ["trivy/KSV-0007"],
  bad: [podWith({ hostAliases: [{ ip: "10.0.0.9", hostnames: ["es.corp"] }] })],
  good: [podWith({})],
  check: (object) =>
    each(podsOf(object), ({ spec }) =>
      each(list(spec.hostAliases), ({ hostnames, ip }) => [
        `${list(hostnames).join(", ")} is always ${ip}`,
      ]),
    ),
});
