import { containerWith } from "../../examples";
import { containersIn, list } from "../../objects";
import { each, rule, when } from "../../rule";

export const lowPorts = rule({
  name: "no-low-ports",
  family: "pod-security",
  scope: "resource",
  severity: "low",
  title: "No container listens below port 1024",
  why: "Only root or NET_BIND_SERVICE may, on kernels before 4.11 and wherever the sysctl is not set; and port 22 is a way in.",
  remedy: "listen at 1024 or higher; a Service may still answer at the low port",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  frameworks: ["NSA-CISA C-0042"],
  sameAs: [
    "kube-linter/privileged-ports",
    "kube-linter/ssh-port",
    "trivy/KSV-0117",
    "monokle/KBP110",
    "monokle/KBP113",
  ],
  bad: [containerWith({ ports: [{ containerPort: 80 }] })],
  good: [containerWith({ ports: [{ containerPort: 8080 }] })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) =>
      each(list(spec.ports), ({ containerPort }) =>
        when(containerPort < 1024, `${title} listens at ${containerPort}`),
      ),
    ),
});
