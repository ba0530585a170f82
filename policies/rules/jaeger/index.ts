import type { Rule } from "../../rule";
import { agentOutlivesProgram } from "./agent-outlives-program";
import { hostNetworkResolvesNames } from "./host-network-resolves-names";
import { jaegerAgentIsLocal } from "./jaeger-agent-is-local";
import { jaegerCleansUp } from "./jaeger-cleans-up";
import { jaegerHasOwnGroup } from "./jaeger-has-own-group";
import { jaegerIndexesAreItsOwn } from "./jaeger-indexes-are-its-own";
import { jaegerNoAgent } from "./jaeger-no-agent";
import { jaegerPageAsksForLogin } from "./jaeger-page-asks-for-login";
import { jaegerQueueFits } from "./jaeger-queue-fits";
import { jaegerSamplesWithinBounds } from "./jaeger-samples-within-bounds";
import { jaegerStorageIsShared } from "./jaeger-storage-is-shared";
import { jaegerStorageLasts } from "./jaeger-storage-lasts";
import { jaegerVersionsAgree } from "./jaeger-versions-agree";

/** What Jaeger needs. */
export const JAEGER: readonly Rule[] = [
  agentOutlivesProgram,
  hostNetworkResolvesNames,
  jaegerAgentIsLocal,
  jaegerCleansUp,
  jaegerHasOwnGroup,
  jaegerIndexesAreItsOwn,
  jaegerNoAgent,
  jaegerPageAsksForLogin,
  jaegerQueueFits,
  jaegerSamplesWithinBounds,
  jaegerStorageIsShared,
  jaegerStorageLasts,
  jaegerVersionsAgree,
];
