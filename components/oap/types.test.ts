import { expect, expectTypeOf, test } from "vitest";
import { endpointAt } from "../kit/endpoint";
import type { Coordinator, OapArgs, OapExposure, OapStorage, Topology } from "../oap";

const server = endpointAt("server", 1, "tcp");
const DATABASE = {
  endpoint: server,
  database: "apm",
  credentials: { username: { name: "db", key: "u" }, password: { name: "db", key: "p" } },
};

test("impossible combinations do not compile", () => {
  // @ts-expect-error a storage is needed
  expectTypeOf({ namespace: "a", version: "10.4.0" }).toExtend<OapArgs>();
  // @ts-expect-error a fixed scale has no bounds
  const scale: Topology = { kind: "mixed", scale: { kind: "fixed", replicas: 1, max: 3 } };
  // @ts-expect-error a mixed topology has no aggregators
  const mixed: Topology = { kind: "mixed", aggregators: { kind: "fixed", replicas: 1 } };
  // @ts-expect-error the Kubernetes coordinator has no server
  const kubernetes: Coordinator = { kind: "kubernetes", server };
  // @ts-expect-error Nacos signs in with a user or with a key, not with half of each
  const nacos: Coordinator = { kind: "nacos", server, login: { kind: "user", accessKey: {} } };
  // @ts-expect-error PostgreSQL comes with its driver
  const postgresql: OapStorage = { kind: "postgresql", ...DATABASE, driver: { kind: "inImage" } };
  // @ts-expect-error MySQL does not
  const mysql: OapStorage = { kind: "mysql", ...DATABASE };
  // @ts-expect-error a password is a reference to a Secret
  const password: OapStorage = { kind: "postgresql", ...DATABASE, credentials: { username: "a" } };
  // @ts-expect-error a load balancer says who may come
  const open: OapExposure = { kind: "loadBalancer" };
  // @ts-expect-error TLS for agents says which agents
  const mtls: OapArgs["mtls"] = { certificate: { kind: "secret", name: "tls" } };
  // @ts-expect-error memory is in Kubernetes notation
  const heap: OapArgs["heap"] = "1g";
  // @ts-expect-error there is no such feature
  const features: OapArgs["features"] = ["zabbix"];
  const refused = [
    scale,
    mixed,
    kubernetes,
    nacos,
    postgresql,
    mysql,
    password,
    open,
    mtls,
    heap,
    features,
  ];
  expect(refused).toHaveLength(11);
});
