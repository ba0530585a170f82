import type { Rule } from "../../rule";
import { oapAdminIsClosed } from "./oap-admin-is-closed";
import { oapBreakerHasMetrics } from "./oap-breaker-has-metrics";
import { oapCallsFitSatellite } from "./oap-calls-fit-satellite";
import { oapClusterHasCoordinator } from "./oap-cluster-has-coordinator";
import { oapCorePortIsForMembers } from "./oap-core-port-is-for-members";
import { oapDatabaseHasOwnPassword } from "./oap-database-has-own-password";
import { oapHasTimeToStart } from "./oap-has-time-to-start";
import { oapHeapFits } from "./oap-heap-fits";
import { oapInitMatchesServers } from "./oap-init-matches-servers";
import { oapInitWaitsForNoServer } from "./oap-init-waits-for-no-server";
import { oapIsNotPublic } from "./oap-is-not-public";
import { oapKeepsDataForAWhile } from "./oap-keeps-data-for-a-while";
import { oapKnowsItself } from "./oap-knows-itself";
import { oapLivesWithoutStorage } from "./oap-lives-without-storage";
import { oapMemberHasAddress } from "./oap-member-has-address";
import { oapMembersOnly } from "./oap-members-only";
import { oapNoExtConfig } from "./oap-no-ext-config";
import { oapOpensNoSpareServer } from "./oap-opens-no-spare-server";
import { oapReceiverHasOwnPort } from "./oap-receiver-has-own-port";
import { oapRolesShareAggregators } from "./oap-roles-share-aggregators";
import { oapSamplesWithinBounds } from "./oap-samples-within-bounds";
import { oapSchemaIsMadeOnce } from "./oap-schema-is-made-once";
import { oapShardsFit } from "./oap-shards-fit";
import { oapStorageIsExplicit } from "./oap-storage-is-explicit";
import { oapTokenNotBehindSatellite } from "./oap-token-not-behind-satellite";
import { oapTracesAreReplicated } from "./oap-traces-are-replicated";
import { oapVariableExists } from "./oap-variable-exists";
import { oapVersionJoinsCluster } from "./oap-version-joins-cluster";
import { pageFitsOap } from "./page-fits-oap";

/** What SkyWalking OAP needs to be a cluster that keeps its traces. */
export const SKYWALKING: readonly Rule[] = [
  oapAdminIsClosed,
  oapBreakerHasMetrics,
  oapCallsFitSatellite,
  oapClusterHasCoordinator,
  oapCorePortIsForMembers,
  oapDatabaseHasOwnPassword,
  oapHasTimeToStart,
  oapHeapFits,
  oapInitMatchesServers,
  oapInitWaitsForNoServer,
  oapIsNotPublic,
  oapKeepsDataForAWhile,
  oapKnowsItself,
  oapLivesWithoutStorage,
  oapMemberHasAddress,
  oapMembersOnly,
  oapNoExtConfig,
  oapOpensNoSpareServer,
  oapReceiverHasOwnPort,
  oapRolesShareAggregators,
  oapSamplesWithinBounds,
  oapSchemaIsMadeOnce,
  oapShardsFit,
  oapStorageIsExplicit,
  oapTokenNotBehindSatellite,
  oapTracesAreReplicated,
  oapVariableExists,
  oapVersionJoinsCluster,
  pageFitsOap,
];
