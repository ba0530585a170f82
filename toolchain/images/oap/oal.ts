/** The scripts in OAL that tell OAP which metrics to make of traces. Names are those of the official scripts. */

/** A metric: what it is counted from, and how. */
type Metric = readonly [name: string, source: string, how: string];

const AVERAGE = "longAvg()";
const PERCENTILES = "percentile2(10)";
const SUCCESS = "percent(status == true)";

/** Every script that some module asks for; a module that finds none does not start. */
export const OAL_FILES: Readonly<Record<string, string>> = {
  "core.oal": script([
    ...calls("service", "Service"),
    ["service_percentile", "Service.latency", PERCENTILES],
    ["service_apdex", "Service.latency", "apdex(name, status)"],
    ...calls("service_instance", "ServiceInstance"),
    ...calls("endpoint", "Endpoint"),
    ["endpoint_percentile", "Endpoint.latency", PERCENTILES],
    ...relation("service_relation", "ServiceRelation"),
    ...relation("service_instance_relation", "ServiceInstanceRelation"),
    ...endpointRelation(),
    ...calls("database_access", "DatabaseAccess"),
    ["database_access_percentile", "DatabaseAccess.latency", PERCENTILES],
    ...calls("cache_access", "CacheAccess"),
    ["cache_access_percentile", "CacheAccess.latency", PERCENTILES],
  ]),
  "java-agent.oal": script([
    ["instance_jvm_cpu", "ServiceInstanceJVMCPU.usePercent", "doubleAvg()"],
    ...memory("heap", true),
    ...memory("noheap", false),
    ...collector("young", "NEW"),
    ...collector("old", "OLD"),
    ...collector("normal", "NORMAL"),
    ["instance_jvm_thread_live_count", "ServiceInstanceJVMThread.liveCount", AVERAGE],
    ["instance_jvm_thread_daemon_count", "ServiceInstanceJVMThread.daemonCount", AVERAGE],
    ["instance_jvm_thread_peak_count", "ServiceInstanceJVMThread.peakCount", AVERAGE],
    ["instance_jvm_class_loaded_class_count", "ServiceInstanceJVMClass.loadedClassCount", AVERAGE],
  ]),
  "tcp.oal": script([
    ...throughput("service_throughput", "TCPService"),
    ...throughput("service_instance_throughput", "TCPServiceInstance"),
    ...sides((side) => throughput(`service_relation_${side}`, "TCPServiceRelation", side)),
  ]),
  ...Object.fromEntries(
    ["browser", "cilium", "disable", "dotnet-agent", "ebpf", "mesh"].map((name) => [
      `${name}.oal`,
      "// No metrics.\n",
    ]),
  ),
};

function script(metrics: readonly Metric[]): string {
  return metrics.map(([name, source, how]) => `${name} = from(${source}).${how};\n`).join("");
}

function calls(name: string, scope: string): readonly Metric[] {
  return [
    [`${name}_cpm`, `${scope}.*`, "cpm()"],
    [`${name}_resp_time`, `${scope}.latency`, AVERAGE],
    [`${name}_sla`, `${scope}.*`, SUCCESS],
  ];
}

type Side = "client" | "server";

function sides(metrics: (side: Side) => readonly Metric[]): readonly Metric[] {
  return [...metrics("client"), ...metrics("server")];
}

/** Calls that one side of a relation saw. */
function seenBy(side: Side): string {
  return `filter(detectPoint == DetectPoint.${side.toUpperCase()})`;
}

function relation(name: string, scope: string): readonly Metric[] {
  return sides((side) => [
    [`${name}_${side}_cpm`, `${scope}.*`, `${seenBy(side)}.cpm()`],
    [`${name}_${side}_call_sla`, `${scope}.*`, `${seenBy(side)}.${SUCCESS}`],
    [`${name}_${side}_resp_time`, `${scope}.latency`, `${seenBy(side)}.${AVERAGE}`],
    [`${name}_${side}_percentile`, `${scope}.latency`, `${seenBy(side)}.${PERCENTILES}`],
  ]);
}

function endpointRelation(): readonly Metric[] {
  const server = seenBy("server");
  return [
    ["endpoint_relation_cpm", "EndpointRelation.*", `${server}.cpm()`],
    ["endpoint_relation_resp_time", "EndpointRelation.rpcLatency", `${server}.${AVERAGE}`],
    ["endpoint_relation_sla", "EndpointRelation.*", `${server}.${SUCCESS}`],
    ["endpoint_relation_percentile", "EndpointRelation.rpcLatency", `${server}.${PERCENTILES}`],
  ];
}

function memory(kind: "heap" | "noheap", isHeap: boolean): readonly Metric[] {
  const of = `filter(heapStatus == ${isHeap})`;
  return [
    [`instance_jvm_memory_${kind}`, "ServiceInstanceJVMMemory.used", `${of}.${AVERAGE}`],
    [`instance_jvm_memory_${kind}_max`, "ServiceInstanceJVMMemory.max", `${of}.${AVERAGE}`],
  ];
}

function collector(name: string, phase: string): readonly Metric[] {
  const of = `filter(phase == GCPhase.${phase})`;
  return [
    [`instance_jvm_${name}_gc_time`, "ServiceInstanceJVMGC.time", `${of}.sum()`],
    [`instance_jvm_${name}_gc_count`, "ServiceInstanceJVMGC.count", `${of}.sum()`],
  ];
}

function throughput(name: string, scope: string, side?: Side): readonly Metric[] {
  const how = side === undefined ? AVERAGE : `${seenBy(side)}.${AVERAGE}`;
  return [
    [`${name}_received`, `${scope}.receivedBytes`, how],
    [`${name}_sent`, `${scope}.sentBytes`, how],
  ];
}
