/**
 * The policy pack: whoever starts this program serves it to the Pulumi engine. A stack that says nothing
 * else is held to what production demands.
 */
import { levelsOf, Pack } from "./pack";
import { serve } from "./protocol";
import { RULES } from "./rules";
import { version } from "./version";

serve(new Pack(RULES, () => new Date().toISOString().slice(0, 10)), {
  name: "kube-tracing-policies",
  version: version(),
  description: "What may never be deployed with a tracing platform on Kubernetes.",
  levels: levelsOf("prod", RULES),
});
