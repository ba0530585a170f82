import { podWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

export const hostPath = rule({
  name: "no-host-path",
  family: "pod-security",
  scope: "resource",
  severity: "critical",
  title: "No pod mounts a path of its node",
  why: "What a pod writes there, the node runs; what it reads there are the secrets of others.",
  remedy:
    "use an emptyDir or a PersistentVolumeClaim; what has to read the node gets a DaemonSet and namespace of its own",
  source: BASELINE,
  frameworks: ["PSS baseline", "NSA-CISA C-0045", "NSA-CISA C-0048", "CIS 5.2.12"],
  sameAs: [
    "kube-linter/sensitive-host-mounts",
    "kube-linter/writable-host-mount",
    "polaris/hostPathSet",
    "trivy/KSV-0023",
    "trivy/KSV-0121",
    "monokle/PSS105",
  ],
  bad: [podWith({ volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] })],
  good: [podWith({ volumes: [{ name: "logs", emptyDir: { sizeLimit: "64Mi" } }] })],
  check: (object) =>
    each(podsOf(object), ({ spec }) =>
      each(list(spec.volumes), ({ name, hostPath: host }) =>
        when(host !== undefined, `volume ${name} is ${host?.path} of the node`),
      ),
    ),
});
