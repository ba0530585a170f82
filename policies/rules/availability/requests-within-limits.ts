import { containerWith } from "../../examples";
import { containersIn } from "../../objects";
import { quantity } from "../../parse/quantity";
import { each, rule, when } from "../../rule";

export const requestsWithinLimits = rule({
  name: "requests-within-limits",
  family: "availability",
  scope: "resource",
  severity: "critical",
  title: "No container needs more than it may use",
  why: "The API server accepts the workload and refuses each of its pods.",
  remedy: "raise the limit, or lower the request",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  bad: [containerWith({ resources: { requests: { memory: "2Gi" }, limits: { memory: "1Gi" } } })],
  good: [containerWith({ resources: { requests: { memory: "1Gi" }, limits: { memory: "2Gi" } } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) => {
      const { requests = {}, limits = {} } = spec.resources ?? {};
      return each(Object.keys(requests), (resource) =>
        when(
          quantity(requests[resource]) > quantity(limits[resource]),
          `${title} needs ${requests[resource]} of ${resource}, and may use ${limits[resource]}`,
        ),
      );
    }),
});
