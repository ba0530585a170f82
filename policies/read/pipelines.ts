import { parse } from "yaml";
import { type Container, type KubernetesObject, list, type Manifest, type Pod } from "../objects";
import type { Stack } from "../stack";
import { filesOf } from "./files";
import { running } from "./products";
import { valueOf } from "./variables";

/** A Collector, or a Jaeger 2, which is one as well, with what it is configured to do. */
export interface Pipelines {
  readonly title: string;
  readonly config: Manifest;
  /** Undefined where an operator makes it. */
  readonly container?: Container & { pod: Pod };
}

/** Collectors that an object runs, as far as their configuration is in the stack. */
export function pipelinesIn(object: KubernetesObject, stack: Stack): readonly Pipelines[] {
  if (object.kind === "OpenTelemetryCollector") {
    const { config } = object.manifest.spec ?? {};
    return [{ title: "its config", config: typeof config === "string" ? parse(config) : config }];
  }
  return running(object, "collector", "jaeger").flatMap((container) => {
    const config = configOf(container, object, stack);
    return config === undefined ? [] : [{ title: container.title, config, container }];
  });
}

/** Parts of a kind that pipelines use: receivers, processors, exporters. */
export function used(config: Manifest, part: string): readonly string[] {
  return [...new Set(pipelines(config).flatMap(({ value }) => list(value?.[part]).map(String)))];
}

/** Pipelines by name: `traces`, `traces/2`. */
export function pipelines(config: Manifest): readonly { name: string; value: Manifest }[] {
  return Object.entries(config?.service?.pipelines ?? {}).map(([name, value]) => ({ name, value }));
}

/** Every address that a receiver or an extension listens at: `receivers.otlp.protocols.grpc`. */
export function endpointsIn(config: Manifest): readonly { path: string; endpoint: string }[] {
  const inside = (path: string, value: Manifest): { path: string; endpoint: string }[] => {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries<Manifest>(value).flatMap(([key, one]) =>
      key === "endpoint" && typeof one === "string"
        ? [{ path, endpoint: one }]
        : inside(`${path}.${key}`, one),
    );
  };
  return inside("receivers", config?.receivers ?? {});
}

/** The port at the end of `0.0.0.0:4317`. */
export function portIn(endpoint: string): number | undefined {
  const match = /:([0-9]+)$/.exec(endpoint);
  return match === null ? undefined : Number(match[1]);
}

/** Text of `--config`, from a file of a ConfigMap, from the argument, or from a variable. */
function configOf(
  container: Container & { pod: Pod },
  of: KubernetesObject,
  stack: Stack,
): Manifest {
  const { spec, pod } = container;
  const words = [...list(spec.command), ...list(spec.args)].map(String);
  const named = words.flatMap((word, index) => {
    const [, value] = /^--config=([\s\S]*)$/.exec(word) ?? [];
    return value ?? (words[index - 1] === "--config" ? word : []);
  });
  const files = filesOf(spec, { pod, of }, stack);
  const texts = named.flatMap((source) => {
    if (source.startsWith("yaml:")) return source.slice("yaml:".length);
    if (source.startsWith("env:")) return valueOf(spec, source.slice("env:".length)) ?? [];
    const path = source.replace(/^file:/, "");
    return files.find((file) => file.path === path)?.text ?? [];
  });
  const all =
    texts.length > 0
      ? texts
      : files.filter(({ path }) => /\.ya?ml$/.test(path)).map(({ text }) => text);
  return all
    .map((text): Manifest => parsed(text))
    .find((one) => one?.service?.pipelines !== undefined);
}

function parsed(text: string): Manifest {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
