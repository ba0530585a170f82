import * as pulumi from "@pulumi/pulumi";
import { AgentDaemonSet } from "../components/agent-daemon-set";
import type { AgentAccess } from "../components/kit/agent/access";
import { Elasticsearch } from "../components/elasticsearch";
import { JaegerCollector, type JaegerCollectorArgs } from "../components/jaeger-collector";
import { JaegerIndexCare, type JaegerIndexCareArgs } from "../components/jaeger-index-care";
import { JaegerIngester, type JaegerIngesterArgs } from "../components/jaeger-ingester";
import { JaegerQuery, type JaegerQueryArgs } from "../components/jaeger-query";
import { type Endpoint, urlOf } from "../components/kit/endpoint";
import type { Images } from "../components/kit/image";
import type { JaegerKafka } from "../components/kit/jaeger/kafka";
import type { JaegerGeneration } from "../components/kit/jaeger/versions";
import {
  isLocal,
  type JaegerElasticsearch,
  type JaegerStore,
} from "../components/kit/jaeger-store";
import type { Placement } from "../components/kit/placement";
import { type Problem, refuse } from "../components/kit/refusal";
import { agentChecks, type JaegerAgents, wiredTo } from "./jaeger/agents";
import { besideChecks, type JaegerBeside, makeBeside } from "./jaeger/beside";
import { type JaegerStorage, type Shared, storeOf } from "./jaeger/storage";

export type { JaegerAgents } from "./jaeger/agents";
export type { JaegerBeside } from "./jaeger/beside";
export type { JaegerServer, JaegerStorage } from "./jaeger/storage";

/** What the stack gives to each part of Jaeger itself. */
type Given = Shared | "version" | "generation" | "schema";

export interface JaegerArgs extends JaegerBeside {
  /** Namespace of everything in the stack; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of Jaeger, of all its parts: `2.20.0`. */
  version: string;
  /** @default "v2" */
  generation?: JaegerGeneration;
  storage: JaegerStorage;
  /** A buffer before the storage, from which an ingester takes spans. @default none: collectors write */
  kafka?: JaegerKafka;
  collector?: Omit<JaegerCollectorArgs, Given | "to">;
  /** Only with `kafka`. */
  ingester?: Omit<JaegerIngesterArgs, Given | "kafka" | "store">;
  query?: (Omit<JaegerQueryArgs, Given | "store"> & { kind?: "installed" }) | { kind: "none" };
  /** An agent on each node, which sends to the collectors. @default none */
  agents?: JaegerAgents;
  /** What deletes old indices of Elasticsearch and OpenSearch. @default after 7 days */
  indexCare?:
    | (Omit<JaegerIndexCareArgs, Given | "store" | "adaptiveSampling"> & { kind?: "installed" })
    | { kind: "none" };
  images?: Images;
  placement?: Placement;
}

/**
 * Jaeger: storage and what keeps it small, collectors, page, and with Kafka ingesters, each ready before
 * what needs it.
 * @see https://www.jaegertracing.io/docs/2.20/architecture/
 */
export class Jaeger extends pulumi.ComponentResource {
  /** Where programs send OTLP over gRPC. */
  readonly otlp: Endpoint;
  /** Where they send it over HTTP. */
  readonly otlpHttp: Endpoint;
  /** Each collector by its own address, for clients that share calls among them. */
  readonly members: Endpoint;
  /** How programs reach the agents of their nodes, when there are such: for `otlpEnv` and `jaegerClientEnv`. */
  readonly agents?: AgentAccess;
  /** The page and the HTTP API, when there is one. */
  readonly query?: Endpoint;
  /** Metrics of each part. */
  readonly metrics: Readonly<Record<string, Endpoint>>;
  /** Addresses by what they are for, for people. */
  readonly addresses: pulumi.Output<Record<string, string>>;
  /** Names of the Secrets with users, by what they are for. */
  readonly secretNames: pulumi.Output<Record<string, string>>;
  /** Commands to run next. */
  readonly next: pulumi.Output<string[]>;

  constructor(name: string, args: JaegerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, version, generation, images, placement } = args;
    refuse(`Jaeger "${name}"`, checks(args));
    // Each component keeps its own part of the rest, with what is secret in it encrypted.
    super("kube-tracing:index:Jaeger", name, { namespace, version, images, placement }, opts);

    const shared = {
      namespace,
      ...(images === undefined ? {} : { images }),
      ...(placement === undefined ? {} : { placement }),
    };
    const child = { parent: this };
    const store = storeOf(
      args.storage,
      (server) =>
        new Elasticsearch(`${name}-elasticsearch`, { ...server, ...shared }, child).connection,
    );
    const care = this.careFor(name, store, { ...args, ...shared });
    const schema = care?.schema;
    const part = {
      ...shared,
      version,
      ...(generation === undefined ? {} : { generation }),
      ...(schema === undefined ? {} : { schema }),
    };
    const to = sinkOf(args.kafka, store);
    const collector = new JaegerCollector(
      `${name}-collector`,
      { ...args.collector, ...part, to },
      child,
    );
    const { tls } = args.collector ?? {};
    const agents =
      args.agents === undefined
        ? undefined
        : new AgentDaemonSet(
            `${name}-agent`,
            {
              ...wiredTo(collector, args.agents, {
                name: `${name}-collector`,
                ...(tls === undefined ? {} : { tls }),
              }),
              namespace,
              ...(images === undefined ? {} : { images }),
            },
            child,
          );
    const ingester =
      args.kafka === undefined || isLocal(store)
        ? undefined
        : new JaegerIngester(
            `${name}-ingester`,
            { ...args.ingester, ...part, kafka: args.kafka, store },
            child,
          );
    const read = ingester?.store ?? collector.store;
    const query =
      read === undefined || isLocal(read) || isNone(args.query)
        ? undefined
        : new JaegerQuery(`${name}-query`, { ...args.query, ...part, store: read }, child);

    this.otlp = collector.otlp;
    this.otlpHttp = collector.otlpHttp;
    this.members = collector.members;
    if (agents !== undefined) this.agents = agents.access;
    if (query !== undefined) this.query = query.http;
    const metrics = {
      collector: collector.metrics,
      ...(agents === undefined ? {} : { agents: agents.metrics }),
      ...(ingester === undefined ? {} : { ingester: ingester.metrics }),
      ...(query === undefined ? {} : { query: query.metrics }),
    };
    this.metrics = metrics;
    const cronJobs = care?.cronJobs ?? [];
    makeBeside(name, args, { version, shared, store, metrics, cronJobs, parent: this });
    this.addresses = pulumi.all({
      "jaeger otlp": this.otlp.address,
      "jaeger otlp http": urlOf(this.otlpHttp),
      ...(query === undefined ? {} : { "jaeger ui": query.url ?? urlOf(query.http) }),
    });
    this.secretNames = pulumi.output(secretNamesOf(store));
    const isInside = query !== undefined && query.url === undefined;
    this.next = pulumi
      .output(namespace)
      .apply((where) =>
        isInside
          ? [`kubectl --namespace ${where} port-forward service/${name}-query ${query.http.port}`]
          : [],
      );
    this.registerOutputs({
      addresses: this.addresses,
      secretNames: this.secretNames,
      next: this.next,
    });
  }

  /** Sees to the indices, where the store has some. */
  private careFor(name: string, store: JaegerStore, { indexCare, ...args }: JaegerArgs) {
    if (!isElasticsearch(store) || isNone(indexCare)) return undefined;
    const { namespace, version, images, placement, collector } = args;
    const care = {
      ...indexCare,
      namespace,
      version,
      store,
      adaptiveSampling: collector?.sampling?.kind === "adaptive",
      ...(images === undefined ? {} : { images }),
      ...(placement === undefined ? {} : { placement }),
    };
    return new JaegerIndexCare(`${name}-index-care`, care, { parent: this });
  }
}

/** Parts that do not fit each other. */
function checks(args: JaegerArgs): (true | Problem)[] {
  const { storage, kafka, ingester, agents, collector } = args;
  const isOwn = storage.kind === "badger" || storage.kind === "memory";
  return [
    kafka === undefined ||
      !isOwn || {
        field: "kafka",
        got: "given",
        want: `nothing beside ${storage.kind}, which is inside of the collector's pod`,
      },
    ingester === undefined ||
      kafka !== undefined || {
        field: "ingester",
        got: "given",
        want: "nothing, or kafka, from which it takes spans",
      },
    ...agentChecks(agents, collector),
    ...besideChecks(args, storage.kind),
  ];
}

function sinkOf(kafka: JaegerKafka | undefined, store: JaegerStore): JaegerCollectorArgs["to"] {
  return kafka === undefined ? { kind: "store", store } : { kind: "kafka", kafka };
}

function isNone(part: object | undefined): part is { kind: "none" } {
  return part !== undefined && "kind" in part && part.kind === "none";
}

function isElasticsearch(store: JaegerStore): store is JaegerElasticsearch {
  return store.kind === "elasticsearch" || store.kind === "opensearch";
}

function secretNamesOf(store: JaegerStore): Record<string, pulumi.Input<string>> {
  if (!isElasticsearch(store)) return {};
  const { credentials } = store.connection;
  return credentials === undefined ? {} : { "jaeger user": credentials.password.name };
}
