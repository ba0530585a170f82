import { expect, test } from "vitest";
import { containerPorts, servicePorts } from "./ports";

test("containers declare each port by its name", () => {
  expect(containerPorts({ grpc: 11800, rest: 12800 })).toEqual([
    { name: "grpc", containerPort: 11800 },
    { name: "rest", containerPort: 12800 },
  ]);
});

test("Services open each port by its name, and the name says what is spoken", () => {
  const ports = { grpc: 1, "grpc-otlp": 2, rest: 3, http: 4, https: 5, "tcp-transport": 6 };
  expect(servicePorts(ports)).toEqual([
    { name: "grpc", port: 1, targetPort: "grpc", appProtocol: "grpc" },
    { name: "grpc-otlp", port: 2, targetPort: "grpc-otlp", appProtocol: "grpc" },
    { name: "rest", port: 3, targetPort: "rest", appProtocol: "http" },
    { name: "http", port: 4, targetPort: "http", appProtocol: "http" },
    { name: "https", port: 5, targetPort: "https", appProtocol: "https" },
    { name: "tcp-transport", port: 6, targetPort: "tcp-transport" },
  ]);
});

test("every port of a Service leads to a port of the container", () => {
  const ports = { grpc: 11800, rest: 12800, telemetry: 1234 };
  const names = containerPorts(ports).map(({ name }) => name);
  expect(servicePorts(ports).map(({ targetPort }) => targetPort)).toEqual(names);
});
