/** Where a pod finds everything. */
export const FOLDERS = {
  config: "/conf",
  server: "/tls/server",
  clientCa: "/tls/client-ca",
  headers: "/headers",
  queues: "/var/lib/otelcol",
  /** What verifies the server that an exporter calls. */
  ca: (exporter: string) => `/tls/${exporter}/ca`,
  /** What an exporter shows to its server. */
  identity: (exporter: string) => `/tls/${exporter}/identity`,
} as const;

/** Name of the file in the folder of the configuration. */
export const FILE = "relay.yaml";
