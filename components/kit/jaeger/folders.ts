/** Where everything lies that Jaeger reads: one projected volume, whose Secrets follow their renewal. */
export const FOLDER = "/etc/jaeger";

/** Files in it. */
export const FILES = {
  config: "config.yaml",
  strategies: "sampling-strategies.json",
  ui: "ui.json",
  certificate: "tls/tls.crt",
  key: "tls/tls.key",
  clientCa: "client-ca.crt",
  storeUser: "store-username",
  storePassword: "store-password",
  storeCa: "store-ca.crt",
  kafkaUser: "kafka-username",
  kafkaPassword: "kafka-password",
  kafkaCa: "kafka-ca.crt",
  metricsCa: "metrics-ca.crt",
} as const;

/** Where the server's certificate and key lie. */
export const TLS_FOLDER = `${FOLDER}/tls`;

/** Where Badger keeps its files: a volume. */
export const DATA_FOLDER = "/badger";

/**
 * What a file in the pod holds when Jaeger starts, for its configuration. Alone it would be read as YAML,
 * where `007` is a number: beside something else, even if that is empty, it stays the text that it is.
 */
export function contentOf(file: keyof typeof FILES): string {
  return `\${file:${pathOf(file)}}\${env:NOTHING:-}`;
}

/** Path of a file in the pod. */
export function pathOf(file: keyof typeof FILES): string {
  return `${FOLDER}/${FILES[file]}`;
}
