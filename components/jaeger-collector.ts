import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { type Endpoint, endpointOf } from "./kit/endpoint";
import { jaegerPod } from "./kit/jaeger/pod";
import { JAEGER_PORTS } from "./kit/jaeger/ports";
import { workloadSpecs } from "./kit/jaeger/workload";
import { isLocal, type JaegerBadger, type JaegerStore } from "./kit/jaeger-store";
import { labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { fromCallers, fromClients, networkPolicy, toDns, toEndpoint } from "./kit/network";
import { served } from "./kit/otel/listening";
import { refuse } from "./kit/refusal";
import { certificateObject, secretOf } from "./kit/tls";
import type { JaegerCollectorArgs } from "./jaeger-collector/args";
import { collectorChecks } from "./jaeger-collector/checks";
import { collectorProgram, portsOf } from "./jaeger-collector/program";
import { type Settled, settle, storeOf } from "./jaeger-collector/settled";

export type * from "./jaeger-collector/args";
export { JAEGER_PORTS } from "./kit/jaeger/ports";

/** How long a pod that is to end is still called, in seconds. */
const PRE_STOP_SECONDS = 10;

/**
 * Takes spans by OTLP and puts them into a store or into Kafka. A store inside of its own pod, such as
 * Badger, it offers to the query as well, see `store`.
 * @see https://www.jaegertracing.io/docs/2.20/architecture/
 * @example
 * const collector = new JaegerCollector("jaeger-collector", {
 *   namespace: "tracing",
 *   version: "2.20.0",
 *   to: { kind: "store", store: { kind: "elasticsearch", connection: elasticsearch.connection } },
 *   scale: { kind: "auto", min: 2, max: 6 },
 *   callers: [{ kind: "cluster" }],
 * });
 */
export class JaegerCollector extends pulumi.ComponentResource {
  /** Port 4317: OTLP over gRPC. */
  readonly otlp: Endpoint;
  /** Port 4318: OTLP over HTTP. */
  readonly otlpHttp: Endpoint;
  /** OTLP over gRPC of each pod by its own address, for clients that share calls among them. */
  readonly members: Endpoint;
  /** Port 5779 over gRPC, and 5778 over HTTP at the same host: how often to trace. Absent where nobody is told. */
  readonly sampling?: Endpoint;
  /** Its own metrics, of each pod. */
  readonly metrics: Endpoint;
  /** What it counted in spans, of each pod; absent where it counts nothing. */
  readonly spanMetrics?: Endpoint;
  /** What a query is to read; absent where spans go to Kafka. */
  readonly store?: JaegerStore;

  constructor(name: string, args: JaegerCollectorArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = settle(args);
    refuse(`JaegerCollector "${name}"`, collectorChecks(name, settled));
    super("kube-tracing:index:JaegerCollector", name, args, opts);

    const { namespace, version, tls, to } = settled;
    const labels = labelsFor("jaeger-collector", name, version);
    const unnamed = { namespace, labels: labels.labels };
    const metadata = { name, ...unnamed };
    const child = { parent: this };
    const program = collectorProgram(name, settled);
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child);
    const configMap =
      Object.keys(program.files).length === 0
        ? undefined
        : new k8s.core.v1.ConfigMap(name, { metadata: unnamed, data: program.files }, child);
    const badger = to.kind === "store" && to.store.kind === "badger" ? to.store : undefined;
    const pod = jaegerPod(
      program,
      { ...settled, preStopSeconds: PRE_STOP_SECONDS },
      {
        account: account.metadata.name,
        ...(configMap === undefined ? {} : { configMap: configMap.metadata.name }),
        ...(tls === undefined ? {} : { certificate: this.certificate(metadata, tls) }),
        ...(badger === undefined ? {} : { claim: this.volume(metadata, badger) }),
      },
    );
    // A volume, or what is in memory, belongs to one pod at a time.
    const following = isAlone(settled) ? { strategy: { type: "Recreate" } } : {};
    const { deployment, budget, scaler } = workloadSpecs(labels, settled, {
      program,
      pod,
      ...following,
    });
    const workload = new k8s.apps.v1.Deployment(name, { metadata, spec: deployment }, child);
    if (budget !== undefined)
      new k8s.policy.v1.PodDisruptionBudget(name, { metadata, spec: budget }, child);
    if (scaler !== undefined)
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, { metadata, spec: scaler }, child);

    const ports = portsOf(settled);
    const sent = ports.sent.map(({ port }) => port);
    const told = [program.metrics, ...ports.counted];
    const own = told.map(({ port }) => port);
    const rules = {
      ingress: [
        fromClients(labels, [...sent, ...ports.read.map(({ port }) => port), ...own]),
        ...fromCallers(settled.callers, sent),
        ...fromCallers(settled.scrapers, own),
      ],
      egress: [toDns(), ...program.parts.callees.map(toEndpoint)],
    };
    const policy = { metadata, spec: networkPolicy(labels, rules) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);

    const { selector } = labels;
    const found = after(selector, [workload]);
    const dialed = served([...ports.sent, ...ports.read]);
    const front = { metadata, spec: { selector: found, ports: dialed } };
    const service = new k8s.core.v1.Service(name, front, child);
    const members = `${name}-headless`;
    const headless = new k8s.core.v1.Service(
      members,
      {
        metadata: { ...metadata, name: members },
        spec: { clusterIP: "None", selector: found, ports: served([...ports.otlp, ...told]) },
      },
      child,
    );

    const secure = tls === undefined ? "" : "s";
    const { otlp, otlpHttp, sampling, spanMetrics } = JAEGER_PORTS;
    const grpc = { port: otlp, speaks: `grpc${secure}`, selector } as const;
    const http = { port: otlpHttp, speaks: `http${secure}`, selector } as const;
    const scraped = (port: number) => endpointOf(headless, { port, speaks: "http", selector });
    this.otlp = endpointOf(service, grpc);
    this.otlpHttp = endpointOf(service, http);
    this.members = endpointOf(headless, grpc);
    this.metrics = scraped(program.metrics.port);
    if (settled.sampling !== undefined && settled.generation === "v2")
      this.sampling = endpointOf(service, { port: sampling, speaks: "grpc", selector });
    if (settled.spanMetrics !== undefined) this.spanMetrics = scraped(spanMetrics);
    const store = readBy(settled, () =>
      endpointOf(service, { port: JAEGER_PORTS.remoteStorage, speaks: "grpc", selector }),
    );
    if (store !== undefined) this.store = store;
    this.registerOutputs({ otlp: this.otlp, otlpHttp: this.otlpHttp, metrics: this.metrics });
  }

  /** Name of the Secret with the certificate, which cert-manager keeps where it is asked to. */
  private certificate(metadata: Metadata, { certificate }: NonNullable<Settled["tls"]>) {
    const { name, namespace } = metadata;
    const hosts = [name, `${name}-headless`].map(
      (host) => pulumi.interpolate`${host}.${namespace}.svc`,
    );
    const names = hosts.flatMap((host) => [host, pulumi.interpolate`${host}.cluster.local`]);
    if (certificate.kind === "certManager") {
      const made = certificateObject(metadata, certificate.issuer, names);
      new k8s.apiextensions.CustomResource(name, made, { parent: this });
    }
    return secretOf(certificate, name);
  }

  /** Name of the claim for Badger's files; a fixed one, because it may wait for its first pod. */
  private volume({ name, ...metadata }: Metadata, { volume }: JaegerBadger): string {
    const { size, storageClass } = volume;
    const claim = {
      metadata: { name: `${name}-data`, ...metadata },
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: size } },
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      },
    };
    new k8s.core.v1.PersistentVolumeClaim(`${name}-data`, claim, { parent: this });
    return `${name}-data`;
  }
}

/** Whether the traces are inside of the pod. */
function isAlone(settled: Settled): boolean {
  const store = storeOf(settled);
  return store !== undefined && isLocal(store);
}

/** What a query reads: the store itself, or this collector where the store is inside of its pod. */
function readBy(settled: Settled, offered: () => Endpoint): JaegerStore | undefined {
  const store = storeOf(settled);
  return store !== undefined && isLocal(store) ? { kind: "grpc", endpoint: offered() } : store;
}
