import type { KubernetesObject } from "../../objects";
import { runs } from "../../read/products";
import { rule } from "../../rule";
import type { Stack } from "../../stack";
import { jobWith } from "./examples";

const SELF = jobWith({ JAVA_OPTS: "-Dmode=init" });

export const oapInitWaitsForNoServer = rule({
  name: "oap-init-waits-for-no-server",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  title: "The Job that makes the schema does not wait for the servers",
  why: "Servers are not ready before the schema is there, so each waits for the other until the time is over.",
  remedy: "let the Deployment depend on the Job, and not the Job on the Deployment",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-init-mode/",
  bad: [],
  good: [SELF],
  check: (object, { stack }) => {
    if (object.kind !== "Job" || object.pulumi === undefined || !runs(object, "oap")) return [];
    return [...waitedFor(object, stack)]
      .filter((other) => other.kind !== "Job" && runs(other, "oap"))
      .map(({ title }) => `it waits for ${title}, which waits for it`);
  },
});

/** Everything that an object depends on, directly or by way of others. */
function waitedFor(object: KubernetesObject, stack: Stack): Set<KubernetesObject> {
  const byUrn = new Map(
    stack.objects.flatMap((one) => (one.pulumi ? [[one.pulumi.urn, one] as const] : [])),
  );
  const seen = new Set<KubernetesObject>();
  const queue = [object];
  for (const one of queue)
    for (const urn of one.pulumi?.dependencies ?? []) {
      const next = byUrn.get(urn);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  return seen;
}
