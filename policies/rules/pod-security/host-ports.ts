import { containerWith } from "../../examples";
import { containersIn, list } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

export const hostPorts = rule({
  name: "no-host-ports",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "No container takes a port of its node",
  why: "Whoever reaches the node reaches the container, past every Service; and two of them cannot share a node.",
  remedy:
    "remove hostPort and use a Service; a node-local agent gets an exception and a namespace of its own",
  source: BASELINE,
  frameworks: ["PSS baseline", "NSA-CISA C-0044", "CIS 5.2.13"],
  sameAs: ["polaris/hostPortSet", "trivy/KSV-0024", "checkov/CKV_K8S_26", "monokle/PSS106"],
  bad: [containerWith({ ports: [{ containerPort: 6831, hostPort: 6831, protocol: "UDP" }] })],
  good: [containerWith({ ports: [{ containerPort: 6831, protocol: "UDP" }] })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) =>
      each(list(spec.ports), ({ hostPort }) =>
        when((hostPort ?? 0) !== 0, `${title} takes port ${hostPort} of the node`),
      ),
    ),
});
