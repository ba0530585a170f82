/** A configuration in which everything occurs that the component can ask for. */

import type { Conf } from "../../components/grpc-gateway/conf";

const back = { name: "oap-members.tracing.svc", identity: true };

export const SCENARIO: Omit<Conf, "version"> = {
  workers: 2,
  connections: 6690,
  drainSeconds: 120,
  accessLog: "failed",
  resolver: "127.0.0.1",
  health: "8081",
  servers: [
    {
      kind: "grpc",
      name: "grpc",
      listen: "11800",
      front: { verifiesClients: true },
      back,
      upstream: {
        kind: "pods",
        addresses: ["oap-members.tracing.svc.cluster.local:11801"],
        balance: "roundRobin",
      },
      seconds: 3600,
      maxStreams: 1024,
      windowKibibytes: 256,
    },
    {
      kind: "grpc",
      name: "otlp",
      listen: "4317",
      front: { verifiesClients: true },
      upstream: {
        kind: "servers",
        addresses: ["192.0.2.1:4317", "192.0.2.2:4317"],
        balance: "fewestCalls",
        maxCalls: 500,
      },
      seconds: 30,
      maxStreams: 128,
      windowKibibytes: 64,
    },
    {
      kind: "http",
      name: "rest",
      listen: "12800",
      front: { verifiesClients: true },
      back,
      upstream: { kind: "servers", addresses: ["192.0.2.3:12800"], balance: "roundRobin" },
      seconds: 60,
    },
  ],
};
