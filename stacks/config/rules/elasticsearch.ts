import { z } from "zod";
import { readsStore, storesOf } from "../../../components/oap/compatibility";
import { RELEASES } from "../../versions";
import type { At, Finding, Path, Rule } from "./rule";

/** Elasticsearch and what OAP asks of it. */
export const ELASTICSEARCH_RULES: readonly Rule[] = [
  elasticsearchCluster,
  shardCopies,
  knownStore,
  caWithoutTls,
  privilegedInit,
  retiringUser,
];

const SERVER = "skywalking.storage.server";

function elasticsearchCluster(at: At): Finding[] {
  const tls = z.exactOptional(z.never());
  const open = z.looseObject({ kind: z.literal("native"), nodes: z.number().min(2), tls });
  const nodes = at(SERVER, open)?.nodes;
  const want = `a certificate, because nodes is ${nodes ?? ""}`;
  return nodes === undefined ? [] : [{ path: `${SERVER}.tls`, want }];
}

const COPIES = [
  "skywalking.storage.replicas",
  "skywalking.storage.superDataset.replicas",
] as const satisfies Path[];

function shardCopies(at: At): Finding[] {
  const own = z.looseObject({ kind: z.enum(["native", "eck"]), nodes: z.number().default(1) });
  const { nodes } = at(SERVER, own) ?? { nodes: Infinity };
  const most = nodes === 1 ? "0" : `${nodes - 1} or less`;
  const want = `${most}: each copy needs a node of its own, and server.nodes is ${nodes}`;
  return COPIES.filter((path) => (at(path, z.number()) ?? 0) >= nodes).map((path) => ({
    path,
    want,
  }));
}

/** OAP ends itself with `Unsupported version`. */
function knownStore(at: At): Finding[] {
  const path = `${SERVER}.version` as const;
  const version = at(path, z.string());
  const oap = at("skywalking.version", z.string()) ?? RELEASES.oap.version;
  const want = `${storesOf(oap)}: OAP ${oap} starts with no other`;
  return readsStore(oap, version) ? [] : [{ path, want }];
}

function caWithoutTls(at: At): Finding[] {
  const http = z.looseObject({ speaks: z.literal("http"), ca: z.looseObject({}) });
  const want = "speaks: https with it, or leave it out";
  return at(SERVER, http) === undefined ? [] : [{ path: `${SERVER}.ca`, want }];
}

function privilegedInit(at: At): Finding[] {
  const path = `${SERVER}.memoryMaps.kind` as const;
  const { podSecurity } =
    at("namespace", z.looseObject({ podSecurity: z.string().default("restricted") })) ?? {};
  const privileged = at(path, z.literal("initContainer")) !== undefined;
  if (!privileged || podSecurity === undefined || podSecurity === "privileged") return [];
  return [{ path, want: `avoided or node, because namespace.podSecurity is ${podSecurity}` }];
}

function retiringUser(at: At): Finding[] {
  const own = z.looseObject({
    user: z.string().default("skywalking"),
    retiring: z.looseObject({ user: z.string() }),
  });
  const { user, retiring } = at(SERVER, own) ?? {};
  const want = `another name than server.user, because ${user ?? ""} has one password only`;
  return user === undefined || user !== retiring?.user
    ? []
    : [{ path: `${SERVER}.retiring.user`, want }];
}
