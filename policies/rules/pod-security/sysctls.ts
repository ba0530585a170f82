import { podWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

/** The first minor version of Kubernetes 1 that counts a setting among the safe ones. */
const SAFE: Record<string, number> = {
  "kernel.shm_rmid_forced": 0,
  "net.ipv4.ip_local_port_range": 0,
  "net.ipv4.ip_unprivileged_port_start": 0,
  "net.ipv4.ping_group_range": 0,
  "net.ipv4.tcp_syncookies": 0,
  "net.ipv4.ip_local_reserved_ports": 27,
  "net.ipv4.tcp_fin_timeout": 29,
  "net.ipv4.tcp_keepalive_intvl": 29,
  "net.ipv4.tcp_keepalive_probes": 29,
  "net.ipv4.tcp_keepalive_time": 29,
  "net.ipv4.tcp_rmem": 32,
  "net.ipv4.tcp_wmem": 32,
};

export const sysctls = rule({
  name: "safe-sysctls",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "Pods set only what the kernel keeps apart for each of them",
  why: "Any other setting changes the node for everyone on it, or the kubelet refuses the pod.",
  remedy:
    "remove it from securityContext.sysctls, and set it on the nodes; vm.max_map_count is never allowed here",
  source: BASELINE,
  frameworks: ["PSS baseline"],
  sameAs: ["kube-linter/unsafe-sysctls", "trivy/KSV-0026", "monokle/PSS111"],
  settings: { kubernetesMinor: 34 },
  meaning: { kubernetesMinor: "Minor version of Kubernetes 1 that decides what is safe." },
  bad: [podWith({ securityContext: { sysctls: [{ name: "vm.max_map_count", value: "262144" }] } })],
  good: [
    podWith({
      securityContext: { sysctls: [{ name: "net.ipv4.tcp_keepalive_time", value: "60" }] },
    }),
  ],
  check: (object, { settings }) =>
    each(podsOf(object), ({ spec }) =>
      each(list(spec.securityContext?.sysctls), ({ name }) =>
        when(!((SAFE[name] ?? Infinity) <= settings.kubernetesMinor), `it sets ${name}`),
      ),
    ),
});
