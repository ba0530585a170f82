import { z } from "zod";
import { count, hostName, namespaceName, objectName, optional, text, texts } from "./fields";

const nodePort = count(30000, 32767);

const cidr = z
  .union([z.cidrv4(), z.cidrv6()], {
    error: "a network such as 10.0.0.0/8",
  })
  .meta({ title: "network" });

const loadBalancer = z
  .strictObject({
    kind: z.literal("loadBalancer"),
    sourceRanges: z.array(cidr).min(1).describe("Networks that may connect."),
    annotations: optional(texts.describe("Annotations of the Service, for the cloud.")),
  })
  .describe("A load balancer of the cloud.");

const clusterIp = z
  .strictObject({ kind: z.literal("clusterIP") })
  .describe("Inside the cluster only; from outside by kubectl port-forward.");

/** How agents reach the OAP from outside. */
export const oapExposure = z
  .discriminatedUnion("kind", [
    clusterIp,
    z
      .strictObject({
        kind: z.literal("nodePort"),
        grpc: nodePort.describe("Node port of gRPC, where agents report."),
        rest: nodePort.describe("Node port of REST and GraphQL."),
        naming: optional(
          nodePort.describe("Node port of Service port 10800, which leads to gRPC for old agents."),
        ),
      })
      .describe("Ports of every node."),
    loadBalancer,
  ])
  .meta({ id: "OapExposure" });

/** How people reach the UI from outside. */
export const exposure = z
  .discriminatedUnion("kind", [
    clusterIp,
    z
      .strictObject({
        kind: z.literal("nodePort"),
        nodePort: nodePort.describe("Port of every node."),
      })
      .describe("A port of every node."),
    loadBalancer,
    z
      .strictObject({
        kind: z.literal("ingress"),
        host: hostName.describe("Host name that people type."),
        className: objectName.describe("Name of an existing IngressClass."),
        tlsSecret: optional(objectName.describe("Secret of type kubernetes.io/tls for the host.")),
        annotations: optional(texts.describe("Annotations of the Ingress, for its controller.")),
      })
      .describe("An Ingress."),
    z
      .strictObject({
        kind: z.literal("gateway"),
        host: hostName.describe("Host name that people type."),
        gateway: z
          .strictObject({
            name: objectName.describe("Name of the Gateway."),
            namespace: namespaceName.describe("Namespace of the Gateway."),
            section: optional(text.describe("Listener of the Gateway.")),
          })
          .describe("An existing Gateway."),
        scheme: optional(
          z
            .enum(["http", "https"])
            .meta({ description: "What the listener speaks.", default: "https" }),
        ),
      })
      .describe("An HTTPRoute at an existing Gateway."),
  ])
  .meta({ id: "Exposure" });

export const callers = z
  .array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("namespace") }).describe("Every pod of the same namespace."),
      z
        .strictObject({
          kind: z.literal("namespaces"),
          labels: texts.describe("Labels of the namespaces."),
        })
        .describe("Every pod of the namespaces with these labels."),
      z.strictObject({ kind: z.literal("cluster") }).describe("Every pod of the cluster."),
      z
        .strictObject({
          kind: z.literal("cidrs"),
          cidrs: z.array(cidr).min(1).describe("Networks, such as 10.0.0.0/8."),
        })
        .describe("Addresses, such as those of nodes or load balancers."),
    ]),
  )
  .meta({ id: "Callers" });
