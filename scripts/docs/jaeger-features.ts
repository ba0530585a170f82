import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../golden/environments";

/** What others offer is told by the names of their own settings; `NONE`: nothing. */
const NONE = "–";

export interface Feature {
  feature: string;
  /** Chart `jaeger` 4.11, of Jaeger 2. */
  chart4: string;
  /** Chart `jaeger` 3.4, of Jaeger 1. */
  chart3: string;
  /** Jaeger operator 1.65. */
  operator: string;
  /** Arguments, outputs and functions by which we offer it; or why we do not. */
  ours: readonly [string, ...string[]] | { no: string };
}

const row = (
  feature: string,
  [chart4, chart3, operator]: readonly [string, string, string],
  ...ours: readonly [string, ...string[]]
): Feature => ({ feature, chart4, chart3, operator, ours });

const without = (
  feature: string,
  [chart4, chart3, operator]: readonly [string, string, string],
  no: string,
): Feature => ({ feature, chart4, chart3, operator, ours: { no } });

/**
 * Everything that the others can be told, in groups.
 * @see https://github.com/jaegertracing/helm-charts/blob/jaeger-4.11.1/charts/jaeger/values.yaml
 * @see https://github.com/jaegertracing/helm-charts/blob/jaeger-3.4.1/charts/jaeger/values.yaml
 * @see https://github.com/jaegertracing/jaeger-operator/blob/v1.65.0/apis/v1/jaeger_types.go
 */
export const FEATURES: Readonly<Record<string, readonly Feature[]>> = {
  "Parts and versions": [
    row(
      "Jaeger 2",
      ["yes", NONE, NONE],
      "JaegerCollector.version",
      "JaegerQuery.version",
      "JaegerIngester.version",
    ),
    row(
      "Jaeger 1, for those who still run it",
      [NONE, "yes", "yes"],
      "JaegerCollector.generation",
      "JaegerQuery.generation",
      "JaegerIngester.generation",
    ),
    row(
      "Collector, query and ingester apart",
      [NONE, "`collector`, `query`, `ingester`", "`strategy: production`, `streaming`"],
      "JaegerCollector",
      "JaegerQuery",
      "JaegerIngester",
    ),
    row(
      "All in one pod",
      ["`jaeger`", "`allInOne`", "`strategy: allinone`"],
      "JaegerCollector.to(store).store(memory)",
      "JaegerCollector.store",
    ),
    row(
      "Buffer in Kafka",
      ["by `userconfig`", "`ingester`, `storage.kafka`", "`strategy: streaming`"],
      "JaegerCollector.to(kafka).kafka",
      "JaegerIngester.kafka",
      "JaegerIngester.group",
    ),
    without(
      "Its own Cassandra, Kafka",
      [NONE, "`provisionDataStore`", "self-provisioned Kafka"],
      "their operators do it better: both are taken by their address",
    ),
    row(
      "Its own Elasticsearch",
      [NONE, "`provisionDataStore.elasticsearch`", "on OpenShift"],
      "Elasticsearch.connection",
    ),
    without("A program for a try", [NONE, "`hotrod`", NONE], "`make demo` shows real traces"),
    row(
      "Registry and pull secrets",
      ["`image`, `global.imageRegistry`", "`image`", "`image`, `imagePullSecrets`"],
      "JaegerCollector.images.registry",
      "JaegerQuery.images.pullSecrets",
    ),
  ],
  Collector: [
    row(
      "Fixed number of pods",
      ["`replicas`", "`collector.replicaCount`", "`collector.replicas`"],
      "JaegerCollector.scale(fixed).replicas",
    ),
    row(
      "Autoscaling by CPU and memory",
      [NONE, "`collector.autoscaling`", "`autoscale`, `maxReplicas`"],
      "JaegerCollector.scale(auto).cpuPercent",
      "JaegerCollector.scale(auto).memoryPercent",
    ),
    row("Autoscaling by other metrics", [NONE, NONE, NONE], "JaegerCollector.scale(auto).metrics"),
    row(
      "OTLP",
      ["yes", "`collector.service.otlp`", "`collector.options`"],
      "JaegerCollector.otlp",
      "JaegerCollector.otlpHttp",
    ),
    row(
      "Protocols of Jaeger's and Zipkin's clients",
      ["always open", "`collector.service.{grpc,http,zipkin}`", "`collector.options`"],
      "JaegerCollector.legacy",
    ),
    row(
      "TLS, and certificates of clients",
      ["by `userconfig`", "`cmdlineParams`", "`collector.options`"],
      "JaegerCollector.tls.certificate(certManager).issuer",
      "JaegerCollector.tls.clientCa",
    ),
    row(
      "Sampling from a file",
      ["by `userconfig`", "`collector.samplingConfig`", "`sampling.options`"],
      "JaegerCollector.sampling(file).services",
      "JaegerCollector.sampling(file).probability",
    ),
    row(
      "Adaptive sampling",
      ["by `userconfig`", "`cmdlineParams`", "`collector.options`"],
      "JaegerCollector.sampling(adaptive).tracesPerSecond",
    ),
    row(
      "Queue and retries",
      ["by `userconfig`", "`cmdlineParams`", "`collector.options`"],
      "JaegerCollector.queue.requests",
      "JaegerCollector.retry.seconds",
    ),
    row("Calls shared among all pods", [NONE, NONE, NONE], "JaegerCollector.members"),
    row(
      "Ends without losing spans",
      [NONE, NONE, "`lifecycle`, `terminationGracePeriodSeconds`"],
      "JaegerCollector.drainSeconds",
      "JaegerCollector.connectionSeconds",
    ),
  ],
  Query: [
    row(
      "Autoscaling",
      [NONE, NONE, NONE],
      "JaegerQuery.scale(auto).max",
      "JaegerQuery.scale(auto).cpuPercent",
    ),
    row(
      "Base path",
      ["by `userconfig`", "`query.basePath`", "`query.options`"],
      "JaegerQuery.basePath",
    ),
    row("Settings of the page", ["`uiconfig`", "`query.config`", "`ui.options`"], "JaegerQuery.ui"),
    row(
      "Archive",
      ["by `userconfig`", "`storage`", "`storage.options`"],
      "JaegerQuery.store(elasticsearch).archive.lookbackDays",
      "JaegerQuery.store(cassandra).archive.keyspace",
    ),
    row(
      "Monitor: figures of operations",
      ["by `userconfig`", "`query.extraEnv`", "`metricsStorage`"],
      "JaegerQuery.monitor(prometheus).endpoint",
      "JaegerQuery.monitor(store)",
      "JaegerCollector.spanMetrics",
    ),
    row(
      "Login",
      [NONE, "`query.oAuthSidecar`", "`ingress.security: oauth-proxy`"],
      "JaegerQuery.login.issuer",
      "JaegerQuery.login.emailDomains",
    ),
    row(
      "Ingress",
      ["`ingress`", "`query.ingress`", "`ingress`"],
      "JaegerQuery.exposure(ingress).className",
      "JaegerQuery.exposure(ingress).tlsSecret",
    ),
    row(
      "Route of the Gateway API",
      ["`httproute`", NONE, NONE],
      "JaegerQuery.exposure(gateway).gateway",
    ),
    row(
      "Node port, load balancer with source ranges",
      ["`service.type`", "`query.service`", "`serviceType`, `nodePort`"],
      "JaegerQuery.exposure(nodePort).nodePort",
      "JaegerQuery.exposure(loadBalancer).sourceRanges",
    ),
    row("Largest trace that is loaded", [NONE, NONE, NONE], "JaegerQuery.maxTraceSpans"),
    row(
      "Clocks that differ",
      ["by `userconfig`", "`cmdlineParams`", "`query.options`"],
      "JaegerQuery.clockSkewSeconds",
    ),
  ],
  Agents: [
    row(
      "On every node",
      [NONE, "`agent`", "`agent.strategy: DaemonSet`"],
      "AgentDaemonSet",
      "AgentDaemonSet.endpoints",
    ),
    row(
      "By a Service that stays on the node",
      [NONE, "leads to all nodes", NONE],
      "AgentDaemonSet.exposure(service)",
    ),
    row(
      "By ports or the network of the node",
      [NONE, "`useHostPort`, `useHostNetwork`", "`hostNetwork`"],
      "AgentDaemonSet.exposure(hostPort)",
      "AgentDaemonSet.exposure(hostNetwork)",
    ),
    row(
      "Beside a program",
      [NONE, "`query.agentSidecar`", "`sidecar.jaegertracing.io/inject`"],
      "agentSidecar",
      "agentSidecar.drainSeconds",
    ),
    row("Outlives its program", [NONE, NONE, NONE], "agentSidecar.kubernetes"),
    row(
      "Datagrams of Jaeger's clients, and their queue",
      [NONE, "`agent.service`, `cmdlineParams`", "`agent.options`"],
      "AgentDaemonSet.receives.jaeger",
      "AgentDaemonSet.receives.datagramQueue",
    ),
    row(
      "Tags",
      [NONE, "`agent.cmdlineParams`", "`agent.options`"],
      "AgentDaemonSet.tags",
      "agentSidecar.tags",
    ),
    row("Names of pods", [NONE, NONE, NONE], "AgentDaemonSet.kubernetesAttributes.deployments"),
    row("A queue on disk", [NONE, NONE, NONE], "AgentDaemonSet.queue.kept(node).path"),
    row(
      "Answers how often to trace",
      [NONE, "always", "always"],
      "AgentDaemonSet.sampling.endpoint",
    ),
  ],
  "Store and its care": [
    row(
      "Elasticsearch, OpenSearch",
      ["`storage.elasticsearch`", "`storage.elasticsearch`", "`storage.type`"],
      "JaegerCollector.to(store).store(elasticsearch).connection",
      "JaegerCollector.to(store).store(opensearch).connection",
    ),
    row(
      "Cassandra, and its schema",
      ["`storage.cassandra`", "`schema`", "`cassandraCreateSchema`"],
      "JaegerCollector.to(store).store(cassandra).schema",
    ),
    row(
      "ClickHouse",
      ["by `userconfig`", NONE, NONE],
      "JaegerCollector.to(store).store(clickhouse).servers",
    ),
    row(
      "Any server of the storage protocol",
      ["by `userconfig`", "`storage.grpcPlugin`", "`grpcPlugin`"],
      "JaegerCollector.to(store).store(grpc).endpoint",
    ),
    row(
      "Badger on a volume",
      ["by `userconfig`", "`storage.badger`", "`storage.type: badger`"],
      "JaegerCollector.to(store).store(badger).volume",
    ),
    row(
      "Memory",
      ["the default, with any number of pods", "`storage.type: memory`", "the default"],
      "JaegerCollector.to(store).store(memory).maxTraces",
    ),
    row(
      "Password out of a Secret",
      [NONE, "`existingSecret`", "`storage.secretName`"],
      "JaegerIndexCare.store.connection.credentials",
    ),
    row(
      "CA of the store, which jobs use too",
      ["mounted, and not used", "`tls.ca`", "`volumes`"],
      "JaegerIndexCare.store.connection.ca",
      "JaegerDependencies.store(elasticsearch).connection",
    ),
    row(
      "One prefix for Jaeger and all jobs",
      [NONE, "`indexPrefix`, not for jobs", "`storage.options`"],
      "JaegerIndexCare.store.indexPrefix",
    ),
    row(
      "Cleaner of daily indices",
      ["`esIndexCleaner`", "`esIndexCleaner`", "`esIndexCleaner`"],
      "JaegerIndexCare.keptDays",
      "JaegerIndexCare.schedule",
    ),
    row(
      "Rollover and lookback",
      ["`esRollover`, `esLookback`", "`esRollover`, `esLookback`", "`esRollover`"],
      "JaegerIndexCare.rollover.maxAgeDays",
      "JaegerIndexCare.foundDays",
    ),
    row(
      "Aliases before the first span",
      ["`esRollover.initHook`", "`esRollover.initHook`", "yes"],
      "JaegerIndexCare.schema",
      "JaegerCollector.schema",
    ),
    row(
      "Lifecycle policies, which are written too",
      [NONE, NONE, NONE],
      "JaegerIndexCare.store.rotation(ilm).policy",
      "JaegerIndexCare.rollover.maxGibibytes",
    ),
    row(
      "Graph of services",
      ["`spark`", "`spark`", "`storage.dependencies`"],
      "JaegerDependencies.schedule",
    ),
    row(
      "Resources of jobs",
      ["`resources`", "`resources`", "`resources`"],
      "JaegerIndexCare.resources",
      "JaegerDependencies.resources",
    ),
  ],
  "Every pod": [
    row(
      "Resources, out of the box",
      ["none", "none", "none"],
      "JaegerCollector.resources",
      "JaegerQuery.resources",
      "JaegerIngester.resources",
    ),
    row(
      "Nodes, tolerations, priority",
      ["`nodeSelector`, `tolerations`", "the same, `priorityClassName`", "the same"],
      "JaegerCollector.placement.tolerations",
      "JaegerQuery.placement.priorityClassName",
    ),
    row(
      "Annotations",
      ["`commonAnnotations`", "`podAnnotations`", "`annotations`"],
      "JaegerCollector.podAnnotations",
    ),
    row(
      "NetworkPolicy, in and out",
      ["`networkPolicy.enabled`, which nothing reads", "`networkPolicy`", NONE],
      "JaegerCollector.callers",
      "JaegerQuery.callers",
      "AgentDaemonSet.callers",
    ),
    without(
      "Free volumes, containers, manifests",
      ["`extraVolumes`, `extraObjects`", "`sidecars`, `extraConfigmapMounts`", "`volumes`"],
      "programs have `transforms` of Pulumi for that",
    ),
    without(
      "A configuration written by hand",
      ["`userconfig`", "`cmdlineParams`", "`options`"],
      "every setting has a type, and is tried on the real program",
    ),
  ],
  Monitoring: [
    row(
      "ServiceMonitor",
      [NONE, "`serviceMonitor`", NONE],
      "JaegerMonitoring.scraping(serviceMonitor).labels",
    ),
    row("PodMonitor", [NONE, NONE, NONE], "JaegerMonitoring.scraping(podMonitor).intervalSeconds"),
    row(
      "Annotations for Prometheus",
      ["as labels, which nothing reads", "`podAnnotations`", "yes"],
      "scrapeAnnotations",
      "JaegerCollector.podAnnotations",
    ),
    row(
      "Rules and alerts, with a runbook",
      [NONE, NONE, NONE],
      "JaegerMonitoring.rules(prometheusRule)",
      "JaegerMonitoring.runbookUrl",
      "JaegerMonitoring.ruleFile",
    ),
    row(
      "Dashboard",
      [NONE, NONE, NONE],
      "JaegerMonitoring.dashboard(configMap).label",
      "JaegerMonitoring.dashboard(grafanaDashboard).grafana",
    ),
    row("Who may scrape", [NONE, NONE, NONE], "JaegerCollector.scrapers", "JaegerQuery.scrapers"),
  ],
};

/** Sources of everything that a row may name. */
export function sourcesOfClaims(): string[] {
  const folder = join(ROOT, "components");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(folder, file));
}

/** What each way of installing Jaeger offers, side by side. */
export function jaegerFeaturesPage(): string {
  return [
    "# Jaeger: what can be set",
    "",
    "Written by `make docs` from `scripts/docs/jaeger-features.ts`. A test looks up each argument and output that",
    "is named in the last column, in the types of the components. `JaegerQuery.exposure(ingress).className` is",
    'argument `exposure` of `JaegerQuery`, in the choice of kind `"ingress"`, and there `className`.',
    ...Object.entries(FEATURES).flatMap(([group, features]) => [
      "",
      `## ${group}`,
      "",
      "| | chart 4.11 | chart 3.4 | Jaeger operator 1.65 | here |",
      "| --- | --- | --- | --- | --- |",
      ...features.map(line),
    ]),
    "",
  ].join("\n");
}

function line({ feature, chart4, chart3, operator, ours }: Feature): string {
  const here = "no" in ours ? `no: ${ours.no}` : ours.map((claim) => `\`${claim}\``).join(", ");
  return `| ${[feature, chart4, chart3, operator, here].join(" | ")} |`;
}
