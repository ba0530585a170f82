import { containerWith } from "../../examples";
import { containersIn } from "../../objects";
import { each, rule, when } from "../../rule";
import { RESTRICTED } from "./standard";

export const procMount = rule({
  name: "default-proc-mount",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "The kernel's files are masked in every container",
  why: "An unmasked /proc tells about the node, and lets it be changed.",
  remedy: "remove securityContext.procMount",
  source: RESTRICTED,
  frameworks: ["PSS baseline", "PSS restricted"],
  sameAs: [
    "kube-linter/unsafe-proc-mount",
    "polaris/procMount",
    "trivy/KSV-0027",
    "monokle/PSS109",
  ],
  bad: [containerWith({ securityContext: { procMount: "Unmasked" } })],
  good: [containerWith({ securityContext: { procMount: "Default" } })],
  check: (object) =>
    each(containersIn(object), ({ title, spec }) => {
      const { procMount: mount = "Default" } = spec.securityContext ?? {};
      return when(mount !== "Default", `${title} has procMount ${mount}`);
    }),
});
