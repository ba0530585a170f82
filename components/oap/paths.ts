/** Where files lie in the pods. The root file system is read-only; each is a mount of its own. */
export const PATHS = {
  config: "/skywalking/config",
  drivers: "/skywalking/ext-libs",
  storageCa: "/ca/storage",
  truststore: "/truststore",
  grpc: "/certs/grpc",
  receiver: "/certs/receiver",
  clients: "/ca/clients",
} as const;

/** The CA of the storage as Java wants it. */
export const TRUSTSTORE = `${PATHS.truststore}/ca.p12`;
