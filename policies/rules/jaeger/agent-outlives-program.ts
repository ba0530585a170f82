import { containersOf, podsOf } from "../../objects";
import { runningIn } from "../../read/products";
import { each, rule, when } from "../../rule";
import { podWith } from "../../examples";

const AGENT = { name: "agent", image: "docker.io/otel/opentelemetry-collector-k8s:0.159.0" };
const APP = { name: "app", image: "registry.example.com/app:1.0.0" };

export const agentOutlivesProgram = rule({
  name: "agent-outlives-program",
  family: "jaeger",
  scope: "resource",
  severity: "high",
  title: "An agent beside a program starts before it and ends after it",
  why: "As a plain container it may end first, and the last spans are lost; in a Job it never lets the pod complete.",
  remedy: "make it an init container with restartPolicy Always, or give it a preStop hook",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
  bad: [podWith({ containers: [APP, AGENT] })],
  good: [podWith({ containers: [APP], initContainers: [{ ...AGENT, restartPolicy: "Always" }] })],
  check: (object) =>
    each(podsOf(object), (pod) => {
      const programs = containersOf(pod).filter(({ role }) => role === "main");
      const agents = runningIn(pod, "jaegerAgent", "collector").filter(
        ({ role }) => role === "main",
      );
      if (programs.length === agents.length) return [];
      return agents.flatMap(({ title, spec }) =>
        when(
          pod.kind === "ends" || !spec.lifecycle?.preStop,
          `${title} ends with or before the program; make it an init container with restartPolicy Always`,
        ),
      );
    }),
});
