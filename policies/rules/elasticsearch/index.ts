import type { Rule } from "../../rule";
import { elasticsearchClientsAgree } from "./elasticsearch-clients-agree";
import { elasticsearchDiskFits } from "./elasticsearch-disk-fits";
import { elasticsearchFindsMembers } from "./elasticsearch-finds-members";
import { elasticsearchFirstMasters } from "./elasticsearch-first-masters";
import { elasticsearchHasQuorum } from "./elasticsearch-has-quorum";
import { elasticsearchHasTimeToStop } from "./elasticsearch-has-time-to-stop";
import { elasticsearchHeapFits } from "./elasticsearch-heap-fits";
import { elasticsearchIsLocked } from "./elasticsearch-is-locked";
import { elasticsearchKeepsItsData } from "./elasticsearch-keeps-its-data";
import { elasticsearchMapsFiles } from "./elasticsearch-maps-files";
import { elasticsearchMembersBeforeReady } from "./elasticsearch-members-before-ready";
import { elasticsearchMemoryIsItsOwn } from "./elasticsearch-memory-is-its-own";
import { elasticsearchNamesStorageClass } from "./elasticsearch-names-storage-class";
import { elasticsearchNoSysctl } from "./elasticsearch-no-sysctl";
import { elasticsearchNodesAreApart } from "./elasticsearch-nodes-are-apart";
import { elasticsearchPasswordAsFile } from "./elasticsearch-password-as-file";
import { elasticsearchTransportIsClosed } from "./elasticsearch-transport-is-closed";
import { elasticsearchVersionFits } from "./elasticsearch-version-fits";
import { elasticsearchWritesWhereItMay } from "./elasticsearch-writes-where-it-may";

/** What an Elasticsearch that stores traces needs. */
export const ELASTICSEARCH: readonly Rule[] = [
  elasticsearchClientsAgree,
  elasticsearchDiskFits,
  elasticsearchFindsMembers,
  elasticsearchFirstMasters,
  elasticsearchHasQuorum,
  elasticsearchHasTimeToStop,
  elasticsearchHeapFits,
  elasticsearchIsLocked,
  elasticsearchKeepsItsData,
  elasticsearchMapsFiles,
  elasticsearchMembersBeforeReady,
  elasticsearchMemoryIsItsOwn,
  elasticsearchNamesStorageClass,
  elasticsearchNoSysctl,
  elasticsearchNodesAreApart,
  elasticsearchPasswordAsFile,
  elasticsearchTransportIsClosed,
  elasticsearchVersionFits,
  elasticsearchWritesWhereItMay,
];
