import type { Rule } from "../../rule";
import { exceptionsNameRules } from "./exceptions";
import { explicitProvider } from "./explicit-provider";
import { recommendedLabels } from "./labels";
import { explicitName } from "./names";
import { noDefaultNamespace } from "./no-default-namespace";
import { noHiddenObjects } from "./no-hidden-objects";
import { noSkipAwait } from "./no-skip-await";
import { protectedData } from "./protected";
import { retained } from "./retained";
import { stateKeepsSecrets } from "./state-keeps-secrets";

export const HYGIENE: readonly Rule[] = [
  explicitName,
  noDefaultNamespace,
  recommendedLabels,
  noHiddenObjects,
  explicitProvider,
  noSkipAwait,
  protectedData,
  retained,
  stateKeepsSecrets,
  exceptionsNameRules,
];
