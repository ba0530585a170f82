import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { type Endpoint, endpointOf } from "./kit/endpoint";
import { jaegerPod } from "./kit/jaeger/pod";
import { workloadSpecs } from "./kit/jaeger/workload";
import type { SharedJaegerStore } from "./kit/jaeger-store";
import { labelsFor } from "./kit/labels";
import { serviceAccount } from "./kit/metadata";
import { fromCallers, fromClients, networkPolicy, toDns, toEndpoint } from "./kit/network";
import { served } from "./kit/otel/listening";
import { refuse } from "./kit/refusal";
import type { JaegerIngesterArgs } from "./jaeger-ingester/args";
import { ingesterChecks } from "./jaeger-ingester/checks";
import { ingesterProgram } from "./jaeger-ingester/program";
import { settle } from "./jaeger-ingester/settled";

export type * from "./jaeger-ingester/args";

/** Nobody calls it, and what it has not stored it reads again: it may end at once. */
const END = { preStopSeconds: 1, drainSeconds: 20 } as const;

/**
 * Takes spans out of Kafka and puts them into a store, at the pace of the store.
 * @see https://www.jaegertracing.io/docs/2.20/architecture/#via-kafka
 * @example
 * new JaegerIngester("jaeger-ingester", {
 *   namespace: "tracing",
 *   version: "2.20.0",
 *   kafka: { brokers: [endpointAt("kafka.example.com", 9092, "tcp")] },
 *   store: { kind: "elasticsearch", connection: elasticsearch.connection },
 * });
 */
export class JaegerIngester extends pulumi.ComponentResource {
  /** Its own metrics, of each pod. */
  readonly metrics: Endpoint;
  /** What a query is to read. */
  readonly store: SharedJaegerStore;

  constructor(name: string, args: JaegerIngesterArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = settle(args);
    refuse(`JaegerIngester "${name}"`, ingesterChecks(name, settled));
    super("kube-tracing:index:JaegerIngester", name, args, opts);

    const { namespace, version } = settled;
    const labels = labelsFor("jaeger-ingester", name, version);
    const unnamed = { namespace, labels: labels.labels };
    const metadata = { name, ...unnamed };
    const child = { parent: this };
    const program = ingesterProgram(name, settled);
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child);
    const configMap =
      Object.keys(program.files).length === 0
        ? undefined
        : new k8s.core.v1.ConfigMap(name, { metadata: unnamed, data: program.files }, child);
    const pod = jaegerPod(
      program,
      { ...settled, ...END },
      {
        account: account.metadata.name,
        ...(configMap === undefined ? {} : { configMap: configMap.metadata.name }),
      },
    );
    const { deployment, budget, scaler } = workloadSpecs(labels, settled, { program, pod });
    const workload = new k8s.apps.v1.Deployment(name, { metadata, spec: deployment }, child);
    if (budget !== undefined)
      new k8s.policy.v1.PodDisruptionBudget(name, { metadata, spec: budget }, child);
    if (scaler !== undefined)
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, { metadata, spec: scaler }, child);
    const { selector } = labels;

    const { port } = program.metrics;
    const rules = {
      ingress: [fromClients(labels, [port]), ...fromCallers(settled.scrapers, [port])],
      egress: [toDns(), ...program.parts.callees.map(toEndpoint)],
    };
    const policy = { metadata, spec: networkPolicy(labels, rules) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);
    const members = `${name}-headless`;
    const own = {
      metadata: { ...metadata, name: members },
      spec: {
        clusterIP: "None",
        selector: after(selector, [workload]),
        ports: served([program.metrics]),
      },
    };
    const headless = new k8s.core.v1.Service(members, own, child);

    this.metrics = endpointOf(headless, { port, speaks: "http", selector });
    this.store = settled.store;
    this.registerOutputs({ metrics: this.metrics });
  }
}
