import { rule, when } from "../../rule";

export const retained = rule({
  name: "definitions-are-retained",
  family: "hygiene",
  scope: "resource",
  severity: "high",
  title: "CustomResourceDefinitions stay when the stack goes",
  why: "Deleting a definition deletes every object of its kind in the whole cluster, those of others included.",
  remedy: "set retainOnDelete in the options of the definition",
  source: "https://www.pulumi.com/docs/iac/concepts/resources/options/retainondelete/",
  bad: [],
  good: [],
  check: ({ kind, pulumi }) =>
    when(
      kind === "CustomResourceDefinition" && pulumi?.retainOnDelete === false,
      "it is deleted with the stack",
    ),
});
