import { deploymentWith } from "../../examples";
import { list } from "../../objects";
import { each, rule, when } from "../../rule";
import { eachStaying } from "./staying";

const SHELL = /(^|\/)(ba|da|a|z|k)?sh$/;
const probing = (command: string[]) =>
  deploymentWith({}, { containers: [{ name: "oap", livenessProbe: { exec: { command } } }] });

export const noShellProbe = rule({
  name: "no-shell-in-probes",
  family: "lifecycle",
  scope: "resource",
  severity: "low",
  title: "No probe starts a shell",
  why: "Each one is two processes every few seconds; images from scratch have no shell, and pipes hide failures.",
  remedy: "use httpGet, tcpSocket or grpc, or call the program itself",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-check-methods",
  sameAs: ["kyverno/deny-commands-in-exec-probe"],
  bad: [probing(["sh", "-c", "curl -s localhost:12800 | grep UP"])],
  good: [probing(["/bin/healthcheck"])],
  check: (object) =>
    eachStaying(object, ({ title, spec }) =>
      each(["startupProbe", "readinessProbe", "livenessProbe"], (name) => {
        const [program = ""] = list(spec[name]?.exec?.command);
        return when(SHELL.test(program), `${title}: ${name} starts ${program}`);
      }),
    ),
});
