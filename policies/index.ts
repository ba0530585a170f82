/** The policy pack. A stack that says nothing else is held to what production demands. */
import { PolicyPack } from "@pulumi/policy";
import { configurationOf, policiesOf } from "./pack";
import { RULES } from "./rules";

new PolicyPack(
  "kube-tracing-policies",
  {
    description: "What may never be deployed with a tracing platform on Kubernetes.",
    enforcementLevel: "mandatory",
    policies: policiesOf(RULES, () => new Date().toISOString().slice(0, 10)),
  },
  configurationOf("prod", RULES),
);
