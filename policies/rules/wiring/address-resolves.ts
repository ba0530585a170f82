import { namespaceOf } from "../../objects";
import { callsOf, targetOf } from "../../read/calls";
import { each, rule } from "../../rule";
import { Undecided } from "../../unknown";
import { OAP, oapWith, serviceWith } from "./examples";

export const addressResolves = rule({
  name: "address-resolves",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  title:
    "Every address in a variable, an argument or a configuration file is a Service with that port",
  why: "The client starts, finds nobody, and the traces are lost.",
  remedy: "write <service>.<namespace>.svc:<port> of a Service of the stack",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
  bad: [
    { ...OAP, ...serviceWith({}) },
    oapWith({
      env: [{ name: "SW_AGENT_COLLECTOR_BACKEND_SERVICES", value: "oap.tracing.svc:11801" }],
    }),
  ],
  good: [
    { ...OAP, ...serviceWith({}) },
    oapWith({
      env: [{ name: "SW_AGENT_COLLECTOR_BACKEND_SERVICES", value: "oap.tracing.svc:11800" }],
    }),
  ],
  check: (object, { stack }) =>
    each(callsOf(object), (call) => {
      if (call instanceof Undecided) return [call];
      const target = targetOf(call, namespaceOf(object), stack);
      return target.kind === "missing"
        ? [`${call.where} says ${call.address.text}: ${target.why}`]
        : [];
    }),
});
