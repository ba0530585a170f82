import { list, type Manifest, namespaceOf } from "../objects";
import type { OwnedPod, Stack } from "../stack";
import { pipelinesIn } from "./pipelines";
import { openPorts } from "./ports";
import { labelsIn } from "./variables";

/** A pod whose metrics a Collector reads, and the port where it does. */
export interface Scraped {
  readonly server: OwnedPod;
  readonly port: number;
}

/** Pods that a Collector asks the API server for, and then reads. */
export function scrapedBy(client: OwnedPod, stack: Stack): readonly Scraped[] {
  return pipelinesIn(client.of, stack).flatMap(({ config }) =>
    Object.entries<Manifest>(config?.receivers ?? {})
      .filter(([name]) => /^prometheus(\/|$)/.test(name))
      .flatMap(([, receiver]) => list(receiver?.config?.scrape_configs))
      .flatMap((job) =>
        list(job.kubernetes_sd_configs)
          .filter(({ role }) => role === "pod")
          .flatMap((found) => podsOf(found, namespaceOf(client.of), stack))
          .flatMap((server) => portsOf(job, server).map((port) => ({ server, port }))),
      ),
  );
}

function podsOf(found: Manifest, own: string | undefined, stack: Stack): readonly OwnedPod[] {
  const named = list(found.namespaces?.names).map(String);
  const labels = list(found.selectors).map(({ label }) => labelsIn(String(label ?? "")));
  const matchLabels = Object.assign({}, ...labels);
  const namespaces = named.length > 0 || own === undefined ? named : [own];
  return namespaces
    .flatMap((namespace) => stack.selected({ matchLabels }, namespace))
    .filter(({ kind }) => kind === "stays");
}

/** Ports that the job keeps by their names. */
function portsOf(job: Manifest, server: OwnedPod): number[] {
  const kept = list(job.relabel_configs)
    .filter(
      ({ action, source_labels: from }) =>
        action === "keep" && String(list(from)) === "__meta_kubernetes_pod_container_port_name",
    )
    .map(({ regex }) => new RegExp(`^(?:${String(regex)})$`));
  return openPorts(server)
    .filter(({ name = "" }) => kept.every((one) => one.test(name)))
    .map(({ number }) => number);
}
