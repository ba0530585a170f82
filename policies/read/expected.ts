import { parse } from "yaml";
import { type Container, containersOf, list, namespaceOf } from "../objects";
import { type Address, serviceNamed } from "../parse/address";
import type { OwnedPod, Stack } from "../stack";
import { Undecided } from "../unknown";
import { dialled, targetOf } from "./calls";
import { filesOf } from "./files";
import type { Flow } from "./flows";
import { once } from "./once";
import { portBehind } from "./ports";
import { type Product, runningIn } from "./products";
import { satelliteSettings } from "./satellite";
import { scrapedBy } from "./scraping";
import { labelsIn, valueOf } from "./variables";

/** A connection that must be possible, and why. */
export interface Expected extends Flow {
  readonly why: string;
  /** The name that is dialled, where one is. */
  readonly host?: string;
  /** Whether the client speaks TLS, as far as its address tells. */
  readonly isSecured?: boolean;
}

/** What all pods of a stack have to reach, but for those of which something is not known yet. */
export const expectedIn = once((stack: Stack): readonly Expected[] =>
  stack.pods.flatMap((client) => {
    try {
      return expectedFrom(client, stack);
    } catch (error) {
      if (error instanceof Undecided) return [];
      throw error;
    }
  }),
);

/** What a pod has to reach: every address that it speaks of, and the others of its cluster. */
export function expectedFrom(client: OwnedPod, stack: Stack): readonly Expected[] {
  return [
    ...addressed(client, stack),
    ...oapMembers(client, stack),
    ...foundByLabel(client, stack),
    ...foundToRead(client, stack),
    ...seeds(client, stack),
  ];
}

/** Addresses outside of the stack that a pod dials. */
export function outsideOf(client: OwnedPod, stack: Stack): readonly Address[] {
  return dialled(client, stack)
    .filter((call) => targetOf(call, namespaceOf(client.of), stack).kind === "outside")
    .map(({ address }) => address)
    .filter(({ host }) => !/^(localhost|127\.|0\.0\.0\.0)/.test(host));
}

function addressed(client: OwnedPod, stack: Stack): Expected[] {
  return dialled(client, stack).flatMap((call) => {
    const target = targetOf(call, namespaceOf(client.of), stack);
    if (target.kind !== "service") return [];
    const { spec, metadata } = target.service.manifest;
    if (!spec.selector) return [];
    return stack
      .selected({ matchLabels: spec.selector }, metadata.namespace)
      .flatMap((server): Expected[] => {
        const open = portBehind(target.port, server);
        if (open === undefined) return [];
        const { number: port, protocol } = open;
        const { host, text, isSecured } = call.address;
        const about = { host, isSecured: isSecured || speaksTls(client), why: `it dials ${text}` };
        return [{ client, server, port, protocol, ...about }];
      });
  });
}

/** OAP says apart from the address how it talks to Elasticsearch. */
function speaksTls(client: OwnedPod): boolean {
  return runningIn(client, "oap").some(
    ({ spec }) => valueOf(spec, "SW_STORAGE_ES_HTTP_PROTOCOL") === "https",
  );
}

/** Members of an OAP cluster send each other what they aggregate. */
function oapMembers(client: OwnedPod, stack: Stack): Expected[] {
  return mainOf(client, "oap").flatMap(({ spec }) => {
    if (valueOf(spec, "SW_CLUSTER") !== "kubernetes") return [];
    const label = labelsIn(valueOf(spec, "SW_CLUSTER_K8S_LABEL") ?? "");
    const port = Number(valueOf(spec, "SW_CORE_GRPC_PORT") ?? 11800);
    const why = "OAP sends to the other members of its cluster";
    return stack
      .selected({ matchLabels: label }, valueOf(spec, "SW_CLUSTER_K8S_NAMESPACE") ?? "default")
      .filter(({ kind }) => kind === "stays")
      .map((server): Expected => ({ client, server, port, protocol: "TCP", why }));
  });
}

/** A Satellite that asks the API server for the pods of OAP. */
function foundByLabel(client: OwnedPod, stack: Stack): Expected[] {
  return mainOf(client, "satellite").flatMap(({ spec }) => {
    const settings = satelliteSettings({ spec, pod: client }, client.of, stack);
    if (settings.text("SATELLITE_GRPC_CLIENT_FINDER") !== "kubernetes") return [];
    const label = labelsIn(settings.text("SATELLITE_GRPC_CLIENT_KUBERNETES_SELECTOR_LABEL") ?? "");
    const port = settings.number("SATELLITE_GRPC_CLIENT_KUBERNETES_EXTRA_PORT", 11800);
    const namespace = settings.text("SATELLITE_GRPC_CLIENT_KUBERNETES_NAMESPACE") ?? "default";
    const why = "Satellite finds these pods by their labels";
    return stack
      .selected({ matchLabels: label }, namespace)
      .map((server): Expected => ({ client, server, port, protocol: "TCP", why }));
  });
}

/** A Collector that asks the API server for pods with metrics. */
function foundToRead(client: OwnedPod, stack: Stack): Expected[] {
  const why = "the Collector reads the metrics of these pods";
  return scrapedBy(client, stack).map((one) => ({ client, ...one, protocol: "TCP", why }));
}

/** Members of an Elasticsearch cluster find each other by the names of their seeds. */
function seeds(client: OwnedPod, stack: Stack): Expected[] {
  return mainOf(client, "elasticsearch").flatMap(() =>
    seedHosts(client, stack).flatMap((seed) => {
      const [host = "", port = "9300"] = seed.split(":");
      const { service, namespace } = serviceNamed(host, namespaceOf(client.of)) ?? {};
      const found = service === undefined ? undefined : stack.find("Service", service, namespace);
      if (!found?.manifest.spec?.selector) return [];
      const why = `it has the seed ${seed}`;
      return stack
        .selected({ matchLabels: found.manifest.spec.selector }, namespace)
        .map((server): Expected => ({ client, server, port: Number(port), protocol: "TCP", why }));
    }),
  );
}

/** `discovery.seed_hosts`, as a variable or in elasticsearch.yml. */
export function seedHosts(pod: OwnedPod, stack: Stack): readonly string[] {
  const value =
    containersOf(pod)
      .map(({ spec }) => valueOf(spec, "discovery.seed_hosts"))
      .find((one) => one !== undefined) ??
    elasticsearchSettings(pod, stack)["discovery.seed_hosts"];
  const seeds: unknown[] = Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split(",")
      : [];
  return seeds.map((seed) => String(seed).trim()).filter((seed) => seed !== "");
}

/** Settings of elasticsearch.yml by their full names, wherever in the pod it is mounted. */
export function elasticsearchSettings(
  pod: OwnedPod,
  stack: Stack,
): Readonly<Record<string, unknown>> {
  const files = containersOf(pod).flatMap(({ spec }) => filesOf(spec, { pod, of: pod.of }, stack));
  const text = files.find(({ key }) => key === "elasticsearch.yml")?.text;
  const config: unknown = text === undefined ? operatedConfig(pod) : parse(text);
  return flat("", config ?? {});
}

/** What ECK writes into elasticsearch.yml. */
function operatedConfig({ of, spec }: OwnedPod): unknown {
  const sets = list(of.manifest.spec?.nodeSets);
  return sets.find(({ podTemplate }) => podTemplate?.spec === spec)?.config;
}

function flat(prefix: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { [prefix]: value };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      Object.entries(flat(prefix === "" ? key : `${prefix}.${key}`, one)),
    ),
  );
}

/** Containers of a pod that stays and runs a product. */
function mainOf(pod: OwnedPod, product: Product): readonly Container[] {
  return pod.kind === "stays" ? runningIn(pod, product) : [];
}
