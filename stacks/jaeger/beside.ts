import type * as pulumi from "@pulumi/pulumi";
import {
  JaegerDependencies,
  type JaegerDependenciesArgs,
} from "../../components/jaeger-dependencies";
import { JaegerMonitoring, type JaegerMonitoringArgs } from "../../components/jaeger-monitoring";
import type { Endpoint } from "../../components/kit/endpoint";
import type { Images } from "../../components/kit/image";
import type { JaegerStore } from "../../components/kit/jaeger-store";
import type { Placement } from "../../components/kit/placement";
import type { Problem } from "../../components/kit/refusal";
import type { Shared } from "./storage";

/** What is beside Jaeger, and does not change what it does. */
export interface JaegerBeside {
  /** Derives each day which service calls which, of Elasticsearch, OpenSearch or Cassandra. @default nobody does */
  dependencies?: Omit<JaegerDependenciesArgs, Shared | "store">;
  /** What Prometheus and Grafana are told. @default nothing */
  monitoring?: Omit<JaegerMonitoringArgs, "namespace" | "version" | "watched" | "cronJobs">;
}

/** What the parts beside it have to know of a Jaeger. */
interface Known {
  version: string;
  shared: { namespace: pulumi.Input<string>; images?: Images; placement?: Placement };
  store: JaegerStore;
  /** Metrics of each part. */
  metrics: { collector: Endpoint; query?: Endpoint; ingester?: Endpoint; agents?: Endpoint };
  /** What has to succeed every day. */
  cronJobs: readonly string[];
  parent: pulumi.Resource;
}

/** Makes what is asked for, each part watched by the last. */
export function makeBeside(name: string, beside: JaegerBeside, known: Known): void {
  const { version, shared, store, metrics, parent } = known;
  const { dependencies, monitoring } = beside;
  const graph =
    dependencies && derives(store)
      ? new JaegerDependencies(
          `${name}-dependencies`,
          { ...dependencies, ...shared, store },
          { parent },
        )
      : undefined;
  if (monitoring === undefined) return;
  const cronJobs = [...known.cronJobs, ...(graph?.cronJobs ?? [])];
  const { namespace } = shared;
  const watched = { namespace, version, watched: metrics, cronJobs };
  new JaegerMonitoring(`${name}-monitoring`, { ...monitoring, ...watched }, { parent });
}

/** Checks for `refuse`. */
export function besideChecks(
  { dependencies }: JaegerBeside,
  storage: JaegerStore["kind"],
): (true | Problem)[] {
  const isRead = READ.some((kind) => kind === storage);
  return [
    dependencies === undefined ||
      isRead || {
        field: "dependencies",
        got: "given",
        want: `nothing: ${storage} is not read, only ${READ.join(", ")}`,
      },
  ];
}

const READ = ["elasticsearch", "opensearch", "cassandra"] as const;

function derives(store: JaegerStore): store is JaegerDependenciesArgs["store"] {
  return READ.some((kind) => kind === store.kind);
}
