import { isSince, running, versionOf } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";
import { deploymentWith } from "../../examples";

const PAGE = deploymentWith(
  {},
  { containers: [{ name: "ui", image: "docker.io/apache/skywalking-ui:10.4.0" }] },
);

export const pageFitsOap = rule({
  name: "page-fits-oap",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  title: "The web page fits the version of OAP, and OAP tells it that it is healthy",
  why: "The page waits for /healthcheck before it asks anything; the one of version 10 is gone with 11, and Horizon needs its admin server.",
  remedy: "use the page of the same version, and leave SW_HEALTH_CHECKER at default",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-health-check/",
  bad: [
    PAGE,
    { ...oapWith({ SW_HEALTH_CHECKER: "-" }), metadata: { name: "server", namespace: "tracing" } },
  ],
  good: [
    PAGE,
    {
      ...oapWith({ SW_HEALTH_CHECKER: "default" }),
      metadata: { name: "server", namespace: "tracing" },
    },
  ],
  check: (object, { stack }) =>
    each(running(object, "page"), ({ title, spec: page }) => {
      const isHorizon = /horizon/.test(String(page.image));
      const servers = stack.pods
        .filter(({ kind }) => kind === "stays")
        .flatMap(({ of }) => running(of, "oap").map(({ spec }) => ({ of, spec })));
      return servers.flatMap(({ of, spec }) => {
        const version = versionOf(spec.image);
        const isNew = version !== undefined && isSince(version, [11]);
        const isSilent = ["-", "none"].includes(valueOf(spec, "SW_HEALTH_CHECKER") ?? "default");
        return [
          ...when(
            isSilent && !isHorizon,
            `${title} waits for the health checker, which ${of.title} has switched off`,
          ),
          ...when(
            version !== undefined && isHorizon && !isNew,
            `${title} is Horizon, and ${of.title} runs OAP ${version?.join(".")}; it needs 11`,
          ),
          ...when(
            !isHorizon && isNew,
            `${title} is the page of version 10, and ${of.title} runs OAP ${version?.join(".")}; give Horizon`,
          ),
        ];
      });
    }),
});
