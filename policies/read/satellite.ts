import { parseDocument } from "yaml";
import type { KubernetesObject, Manifest } from "../objects";
import type { Stack } from "../stack";
import { filesOf } from "./files";
import type { Running } from "./products";
import { valueOf, variable } from "./variables";

/** Variables that the file of the image reads, and where it has them; `*` is every item of a list. */
const PLACES = {
  SATELLITE_TELEMETRY_INSTANCE: "telemetry.instance",
  SATELLITE_TELEMETRY_EXPORT_TYPE: "telemetry.export_type",
  SATELLITE_TELEMETRY_PROMETHEUS_ADDRESS: "telemetry.prometheus.address",
  SATELLITE_GRPC_CLIENT: "sharing.clients.*.server_addr",
  SATELLITE_GRPC_CLIENT_FINDER: "sharing.clients.*.finder_type",
  SATELLITE_GRPC_CLIENT_KUBERNETES_NAMESPACE: "sharing.clients.*.kubernetes_config.namespaces.*",
  SATELLITE_GRPC_CLIENT_KUBERNETES_SELECTOR_LABEL:
    "sharing.clients.*.kubernetes_config.selector.label",
  SATELLITE_GRPC_CLIENT_KUBERNETES_EXTRA_PORT:
    "sharing.clients.*.kubernetes_config.extra_port.port",
  SATELLITE_GRPC_ENABLE_TLS: "sharing.clients.*.enable_tls",
  SATELLITE_grpc_CA_PEM_PATH: "sharing.clients.*.ca_pem_path",
  SATELLITE_GRPC_INSECURE_SKIP_VERIFY: "sharing.clients.*.insecure_skip_verify",
  SATELLITE_GRPC_ADDRESS: "sharing.servers.*.address",
  SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION: "sharing.servers.*.accept_limit.cpu_utilization",
  SATELLITE_GRPC_ACCEPT_LIMIT_CONNECTION_COUNT: "sharing.servers.*.accept_limit.connection_count",
  SATELLITE_QUEUE_EVENT_BUFFER_SIZE: "pipes.*.gatherer.queue.event_buffer_size",
  SATELLITE_QUEUE_PARTITION: "pipes.*.gatherer.queue.partition",
} as const;

type Name = keyof typeof PLACES;

/** What one Satellite is told: by a file mounted over that of the image, or else by its variables. */
export interface SatelliteSettings {
  /** Every value of a setting, the first of which decides where one can; empty where it is not told. */
  all(name: Name): readonly string[];
  text(name: Name): string | undefined;
  /** The largest value; of pipes, the hungriest. */
  number(name: Name, otherwise: number): number;
  /** What a setting is called where it stands. */
  called(name: Name): string;
}

/** Reads the settings of a Satellite. */
export function satelliteSettings(
  { spec, pod }: Pick<Running, "spec" | "pod">,
  of: KubernetesObject,
  stack: Stack,
): SatelliteSettings {
  const read = valueOf(spec, "SATELLITE_CONFIG") ?? "/skywalking/configs/satellite_config.yaml";
  const text = filesOf(spec, { pod, of }, stack).find(({ path }) => path === read)?.text;
  const file = text === undefined ? undefined : contentOf(text);
  const all = (name: Name): readonly string[] =>
    file === undefined
      ? [valueOf(spec, name) ?? ""].filter((value) => value !== "")
      : valuesAt(file, PLACES[name].split(".")).flatMap((value) => filled(value, spec));
  return {
    all,
    text: (name) => all(name)[0],
    number: (name, otherwise) => {
      const values = all(name);
      return values.length === 0 ? otherwise : Math.max(...values.map(Number));
    },
    called: (name) => (file === undefined ? name : PLACES[name].replaceAll(".*", "[]")),
  };
}

/** Nothing where a text is no YAML: Satellite does not start with it. */
function contentOf(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? {} : document.toJS();
}

function valuesAt(value: unknown, [key, ...rest]: readonly string[]): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (key === undefined) return [value];
  if (key === "*") return Array.isArray(value) ? value.flatMap((one) => valuesAt(one, rest)) : [];
  return typeof value === "object" ? valuesAt(new Map(Object.entries(value)).get(key), rest) : [];
}

/** With `${VARIABLE:default}` filled in; nothing where the variable comes from elsewhere. */
function filled(value: unknown, container: Manifest): readonly string[] {
  const text = String(value);
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  if (names.some((name) => variable(container, name)?.valueFrom)) return [];
  return [
    text.replaceAll(
      PLACEHOLDER,
      (_, name: string, otherwise: string) => valueOf(container, name) || otherwise,
    ),
  ].filter((one) => one !== "");
}

const PLACEHOLDER = /\$\{(\w+):([^}]*)\}/g;
