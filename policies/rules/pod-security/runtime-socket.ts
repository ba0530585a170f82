import { podWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";

const SOCKET = /(docker|containerd|crio|cri-dockerd|podman)\.sock$/;

export const runtimeSocket = rule({
  name: "no-container-runtime-socket",
  family: "pod-security",
  scope: "resource",
  severity: "critical",
  title: "No pod reaches the container runtime of its node",
  why: "Whoever writes to that socket starts privileged containers: the pod owns the node.",
  remedy: "remove the volume; metrics of containers come from the kubelet",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  frameworks: ["NSA-CISA C-0074"],
  sameAs: ["kube-linter/docker-sock", "trivy/KSV-0006", "checkov/CKV_K8S_27", "monokle/KBP101"],
  bad: [
    podWith({ volumes: [{ name: "cri", hostPath: { path: "/run/containerd/containerd.sock" } }] }),
  ],
  good: [podWith({ volumes: [] })],
  check: (object) =>
    each(podsOf(object), ({ spec }) =>
      each(list(spec.volumes), ({ name, hostPath }) =>
        when(SOCKET.test(hostPath?.path ?? ""), `volume ${name} is ${hostPath?.path}`),
      ),
    ),
});
