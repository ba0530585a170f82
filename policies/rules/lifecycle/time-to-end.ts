import { deploymentWith } from "../../examples";
import { containersOf, list, type Manifest, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";

const ending = (terminationGracePeriodSeconds: number) =>
  deploymentWith(
    {},
    {
      terminationGracePeriodSeconds,
      containers: [{ name: "oap", lifecycle: { preStop: { exec: { command: ["sleep", "40"] } } } }],
    },
  );

export const timeToEnd = rule({
  name: "time-to-end",
  family: "lifecycle",
  scope: "resource",
  severity: "high",
  title: "A pod has more time to end than its preStop hook takes",
  why: "The hook's time counts: when it is used up the program is killed in the middle of writing what it holds.",
  remedy:
    "set terminationGracePeriodSeconds to the hook's time and what the program needs to flush",
  source:
    "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution",
  settings: { flushSeconds: 5 },
  meaning: { flushSeconds: "What a program needs at least after its hook." },
  bad: [ending(30)],
  good: [ending(65)],
  check: (object, { settings }) =>
    each(podsOf(object), (pod) => {
      const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
      return each(containersOf(pod), ({ title, spec }) => {
        const waits = secondsOf(spec.lifecycle?.preStop);
        return when(
          waits + settings.flushSeconds > grace,
          `${title}: its preStop hook takes ${waits} s, and terminationGracePeriodSeconds is ${grace}`,
        );
      });
    }),
});

/** How long a hook sleeps; what else it does takes a time that nobody knows. */
function secondsOf(hook: Manifest): number {
  if (hook?.sleep !== undefined) return Number(hook.sleep.seconds);
  const command = list(hook?.exec?.command).join(" ");
  return Number(/\bsleep (\d+(?:\.\d+)?)/.exec(command)?.[1] ?? 0);
}
