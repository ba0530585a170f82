import { rule, when } from "../../rule";

export const explicitProvider = rule({
  name: "explicit-provider",
  family: "hygiene",
  scope: "resource",
  severity: "high",
  title: "Every object goes to a cluster that the program names",
  why: "The default provider deploys to whatever context is current on the machine that runs the update.",
  remedy: "pass a kubernetes.Provider in the options of the component",
  source:
    "https://www.pulumi.com/docs/iac/concepts/resources/providers/#default-provider-configuration",
  bad: [],
  good: [],
  check: ({ pulumi }) =>
    when(
      /^pulumi:providers:kubernetes::default/.test(
        pulumi?.provider?.split("::").slice(2).join("::") ?? "",
      ),
      "it goes to the default cluster",
    ),
});
