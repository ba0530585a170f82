import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DEFAULTS, type JaegerIndexCareArgs, type Settled } from "./jaeger-index-care/args";
import { indexCareChecks } from "./jaeger-index-care/checks";
import { taskPod } from "./jaeger-index-care/pod";
import { initTask, repeatedTasks, type Task } from "./jaeger-index-care/tasks";
import type { Env } from "./kit/env";
import { fingerprint } from "./kit/fingerprint";
import { type Labels, labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { networkPolicy, toDns, toEndpoint } from "./kit/network";
import { refuse } from "./kit/refusal";

export type { JaegerIndexCareArgs, RolloverConditions } from "./jaeger-index-care/args";

/** What all jobs share. */
interface Shared {
  settled: Settled;
  metadata: Metadata;
  labels: Labels;
}

/**
 * Keeps the indices of Jaeger in Elasticsearch from growing for ever, in the way that the store says:
 * a daily cleaner; or aliases that a job makes, and CronJobs move on and clean up; or the same
 * aliases, which a lifecycle policy moves on. In the last case its user needs `manage_ilm` too.
 * @see https://www.jaegertracing.io/docs/2.20/storage/elasticsearch/
 * @example
 * const version = "2.20.0";
 * const { schema } = new JaegerIndexCare("jaeger-index-care", { namespace, version, store });
 * new JaegerCollector("jaeger-collector", {
 *   namespace,
 *   version,
 *   to: { kind: "store", store },
 *   ...(schema === undefined ? {} : { schema }),
 * });
 */
export class JaegerIndexCare extends pulumi.ComponentResource {
  /** Name of the job that made aliases and templates, known when it is done: Jaeger must not write before. */
  readonly schema?: pulumi.Output<string>;
  /** Names of the CronJobs that have to succeed every day, for `JaegerMonitoring`. */
  readonly cronJobs: string[];

  constructor(name: string, args: JaegerIndexCareArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled: Settled = { ...DEFAULTS, ...args };
    refuse(`JaegerIndexCare "${name}"`, indexCareChecks(settled));
    super("kube-tracing:index:JaegerIndexCare", name, args, opts);

    const { namespace, version, store } = settled;
    const labels = labelsFor("jaeger-index-care", name, version);
    const metadata = { name, namespace, labels: labels.labels };
    const child = { parent: this };
    const flows = { ingress: [], egress: [toDns(), toEndpoint(store.connection.endpoint)] };
    const policy = { metadata, spec: networkPolicy(labels, flows) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);
    const shared = { settled, metadata, labels };

    const init = initTask(settled);
    if (init !== undefined) this.schema = this.once(init, shared);
    this.cronJobs = repeatedTasks(settled).map(({ name: task, ...repeated }) =>
      this.repeated(`${name}-${task}`, repeated, shared),
    );
    this.registerOutputs({ schema: this.schema, cronJobs: this.cronJobs });
  }

  /**
   * A job cannot be changed: its name follows from what it does. It stays when it is done, or the
   * next refresh would miss it and run it again.
   */
  private once(task: Task, { settled, metadata, labels }: Shared): pulumi.Output<string> {
    const { gate } = settled.store.connection;
    const account = this.account(`${metadata.name}-init`, metadata);
    const around = { account, ...(gate === undefined ? {} : { gate }) };
    const template = () => this.template(taskPod(task, settled, around), { settled, labels });
    const name = pulumi.interpolate`${metadata.name}-init-${fingerprint(NO_ENV, template)}`;
    const job = new k8s.batch.v1.Job(
      `${metadata.name}-init`,
      {
        metadata: { ...metadata, name },
        spec: { backoffLimit: 6, activeDeadlineSeconds: 600, template: template() },
      },
      { parent: this },
    );
    return job.metadata.name;
  }

  private repeated(
    name: string,
    { when, task }: { when: string; task: Task },
    { settled, metadata, labels }: Shared,
  ): string {
    const account = this.account(name, metadata);
    const template = this.template(taskPod(task, settled, { account }), { settled, labels });
    new k8s.batch.v1.CronJob(
      name,
      {
        metadata: { ...metadata, name },
        spec: {
          schedule: when,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: 1800,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            metadata: { labels: labels.labels },
            spec: { backoffLimit: 3, activeDeadlineSeconds: 900, template },
          },
        },
      },
      { parent: this },
    );
    return name;
  }

  private account(name: string, metadata: Metadata): pulumi.Output<string> {
    const made = serviceAccount({ ...metadata, name });
    return new k8s.core.v1.ServiceAccount(name, made, { parent: this }).metadata.name;
  }

  private template(
    spec: k8s.types.input.core.v1.PodSpec,
    { settled, labels }: Pick<Shared, "settled" | "labels">,
  ) {
    const { admits } = settled.store.connection.endpoint;
    return { metadata: { labels: { ...labels.labels, ...admits } }, spec };
  }
}

/** What it does is in its pod alone, and nothing of it is secret. */
const NO_ENV: Env = {};
