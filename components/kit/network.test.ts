import * as k8s from "@pulumi/kubernetes";
import { expect, test } from "vitest";
import { endpointAt, endpointOf } from "./endpoint";
import { labelsFor } from "./labels";
import {
  fromCallers,
  fromClients,
  fromItself,
  networkPolicy,
  toApiServer,
  toDns,
  toEndpoint,
  toItself,
} from "./network";
import { only, render } from "./testing";

const labels = labelsFor("skywalking-oap", "oap", "10.4.0");
const itself = { podSelector: { matchLabels: { "app.kubernetes.io/instance": "oap" } } };
const grpc = [{ protocol: "TCP", port: 11800 }];

test("a policy picks the workload by its instance alone and closes both directions", () => {
  expect(networkPolicy(labels, { ingress: [], egress: [] })).toEqual({
    ...itself,
    policyTypes: ["Ingress", "Egress"],
    ingress: [],
    egress: [],
  });
});

test("clients come in by the label of the workload", () => {
  expect(fromClients(labels, [11800, 12800])).toEqual({
    from: [{ podSelector: { matchLabels: { "kube-tracing.io/client-of-oap": "true" } } }],
    ports: [
      { protocol: "TCP", port: 11800 },
      { protocol: "TCP", port: 12800 },
    ],
  });
});

test("members of a cluster reach each other", () => {
  expect(fromItself(labels, [11800])).toEqual({ from: [itself], ports: grpc });
  expect(toItself(labels, [11800])).toEqual({ to: [itself], ports: grpc });
});

test("callers share one rule, each with its own peer", () => {
  const callers = [
    { kind: "namespace" },
    { kind: "namespaces", labels: { agents: "yes" } },
    { kind: "cluster" },
    { kind: "cidrs", cidrs: ["10.0.0.0/8", "192.168.0.0/16"] },
  ] as const;
  expect(fromCallers(callers, [11800])).toEqual([
    {
      from: [
        { podSelector: {} },
        { namespaceSelector: { matchLabels: { agents: "yes" } } },
        { namespaceSelector: {} },
        { ipBlock: { cidr: "10.0.0.0/8" } },
        { ipBlock: { cidr: "192.168.0.0/16" } },
      ],
      ports: grpc,
    },
  ]);
});

test("no caller is no rule: a rule without peers would let everyone in", () => {
  expect(fromCallers([], [11800])).toEqual([]);
  expect(fromCallers([{ kind: "cidrs", cidrs: [] }], [11800])).toEqual([]);
});

test("the way to an endpoint inside leads to its pods, on the port that the pods have", async () => {
  const rendered = await render(() => {
    const metadata = { name: "oap", namespace: "tracing" };
    const service = new k8s.core.v1.Service("oap", { metadata });
    const { selector } = labels;
    const endpoint = endpointOf(service, { port: 80, targetPort: 11800, speaks: "grpc", selector });
    const spec = { podSelector: {}, egress: [toEndpoint(endpoint)] };
    new k8s.networking.v1.NetworkPolicy("policy", { spec });
  });
  expect(
    only(rendered, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs.spec.egress,
  ).toEqual([
    {
      to: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tracing" } },
          ...itself,
        },
      ],
      ports: grpc,
    },
  ]);
});

test("the way to an endpoint outside leads to its port at any address", () => {
  expect(toEndpoint(endpointAt("es.example.com", 9200, "https"))).toEqual({
    to: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
    ports: [{ protocol: "TCP", port: 9200 }],
  });
});

test("names are asked of the cluster's name service, over UDP and TCP", () => {
  expect(toDns()).toEqual({
    to: [
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ],
    ports: [
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ],
  });
});

test("the API server is reached by its two usual ports", () => {
  expect(toApiServer()).toEqual({
    to: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
    ports: [
      { protocol: "TCP", port: 443 },
      { protocol: "TCP", port: 6443 },
    ],
  });
});
