/** Where an agent finds everything. */
export const FOLDERS = {
  config: "/conf",
  ca: "/tls/ca",
  identity: "/tls/identity",
  headers: "/headers",
  queue: "/var/lib/otelcol",
} as const;

/** Name of its file in the folder of the configuration. */
export const FILE = "agent.yaml";
