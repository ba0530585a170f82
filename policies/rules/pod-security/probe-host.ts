import { containerWith } from "../../examples";
import { containersIn } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"];
const HOOKS = ["postStart", "preStop"];

export const probeHost = rule({
  name: "no-host-in-probes",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "Probes and lifecycle hooks call their own pod",
  why: "With a host, the kubelet calls whatever address the author wants, from inside the node's network.",
  remedy: "remove host from the probe or hook; without it the kubelet takes the address of the pod",
  source: BASELINE,
  frameworks: ["PSS baseline"],
  bad: [containerWith({ livenessProbe: { httpGet: { host: "169.254.169.254", port: 80 } } })],
  good: [containerWith({ livenessProbe: { httpGet: { port: 80 } } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) =>
      each(
        [
          ...PROBES.map((name) => ({ name, handler: spec[name] })),
          ...HOOKS.map((name) => ({ name, handler: spec.lifecycle?.[name] })),
        ],
        ({ name, handler }) => {
          const host = handler?.httpGet?.host ?? handler?.tcpSocket?.host ?? "";
          return when(host !== "", `${title}: ${name} calls ${host}`);
        },
      ),
    ),
});
