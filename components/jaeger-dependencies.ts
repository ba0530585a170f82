import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DEFAULTS, type JaegerDependenciesArgs, type Settled } from "./jaeger-dependencies/args";
import { serversOf } from "./jaeger-dependencies/environment";
import { PASSWD, podSpec } from "./jaeger-dependencies/pod";
import { admissions } from "./kit/endpoint";
import { labelsFor } from "./kit/labels";
import { serviceAccount } from "./kit/metadata";
import { networkPolicy, toDns, toEndpoint } from "./kit/network";
import { type Problem, refuse } from "./kit/refusal";
import { isAtLeast, isVersion } from "./kit/version";

export type { JaegerDependenciesArgs } from "./jaeger-dependencies/args";

/**
 * Derives each day which service calls which, for the page of dependencies: a CronJob of Spark, in one
 * process. It needs what it reads in memory; where that is too much, the page can do without.
 * @see https://github.com/jaegertracing/spark-dependencies/blob/v0.7.2/README.md
 * @example
 * new JaegerDependencies("jaeger-dependencies", { namespace: "tracing", version: "0.7.2", store });
 */
export class JaegerDependencies extends pulumi.ComponentResource {
  /** Name of its CronJob, for `JaegerMonitoring`. */
  readonly cronJobs: string[];

  constructor(name: string, args: JaegerDependenciesArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled: Settled = { ...DEFAULTS, ...args };
    refuse(`JaegerDependencies "${name}"`, dependenciesChecks(settled));
    super("kube-tracing:index:JaegerDependencies", name, args, opts);

    const { namespace, version, store, schedule } = settled;
    const labels = labelsFor("jaeger-dependencies", name, version);
    const metadata = { name, namespace, labels: labels.labels };
    const child = { parent: this };
    const servers = serversOf(store);
    const flows = { ingress: [], egress: [toDns(), ...servers.map(toEndpoint)] };
    const policy = { metadata, spec: networkPolicy(labels, flows) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);
    const { name: account } = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child)
      .metadata;
    const { name: passwd } = new k8s.core.v1.ConfigMap(
      name,
      { metadata: { namespace, labels: labels.labels }, data: { passwd: PASSWD } },
      child,
    ).metadata;
    const template = {
      metadata: { labels: { ...labels.labels, ...admissions(servers) } },
      spec: podSpec(settled, { account, passwd }),
    };
    new k8s.batch.v1.CronJob(
      name,
      {
        metadata,
        spec: {
          schedule,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: 900,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            metadata: { labels: labels.labels },
            // After midnight a second try would read the next day.
            spec: { backoffLimit: 0, activeDeadlineSeconds: 7200, template },
          },
        },
      },
      child,
    );

    this.cronJobs = [name];
    this.registerOutputs({ cronJobs: this.cronJobs });
  }
}

function dependenciesChecks({ version, store, schedule }: Settled): (true | Problem)[] {
  const isHourly =
    store.kind !== "cassandra" &&
    store.rotation?.kind === "periodic" &&
    store.rotation.every === "hour";
  return [
    (isVersion(version) && isAtLeast(version, "0.7.0")) || {
      field: "version",
      got: version,
      want: "0.7.0 or later",
    },
    store.kind !== "cassandra" ||
      store.ca === undefined || {
        field: "store.ca",
        got: "given",
        want: "a Cassandra without TLS: the job reads no CA but from a truststore with a known password",
      },
    !isHourly || {
      field: "store.rotation.every",
      got: "hour",
      want: "day, or rollover: the job reads one index by its day",
    },
    /^[0-5]?[0-9] ([01]?[0-9]|2[0-3]) \* \* \*$/.test(schedule) || {
      field: "schedule",
      got: schedule,
      want: "minute, hour, and * * *: once a day, such as 40 23 * * *",
    },
  ];
}
