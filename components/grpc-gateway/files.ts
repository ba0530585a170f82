/** Files beside `nginx.conf`, by what they are. */
export const FILES = {
  conf: "nginx.conf",
  certificate: "tls/tls.crt",
  key: "tls/tls.key",
  clientCa: "tls/client-ca.crt",
  /** What verifies the servers of a route. */
  serverCa: (route: string) => `${route}/ca.crt`,
  /** What is shown to the servers of a route. */
  identity: (route: string) => `${route}/tls.crt`,
  identityKey: (route: string) => `${route}/tls.key`,
} as const;
