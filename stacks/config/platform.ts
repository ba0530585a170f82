import { z } from "zod";
import { OAP_VERSIONS, RELEASES } from "../versions";
import { certManager } from "./cert-manager";
import {
  count,
  cpu,
  disk,
  memory,
  namespaceName,
  objectName,
  optional,
  resources,
  text,
  texts,
} from "./fields";
import { gateway } from "./gateway";
import { jaeger } from "./jaeger";
import { mesh } from "./mesh";
import { metricsAdapter } from "./metrics-adapter";
import { oap } from "./oap";
import { oneOf } from "./problems";
import { secretRef } from "./references";
import { satellite } from "./satellite";
import { selfObservability } from "./self-observability";
import { storage } from "./storage";
import { swckOperator } from "./swck-operator";
import { ui } from "./ui";

const cluster = z.strictObject({
  kubeconfig: z
    .string({ error: "the path of a kubeconfig, or its content" })
    .min(1)
    .describe("Path of a kubeconfig (absolute, from ~/ or from the project), or its content."),
  context: z
    .string({ error: "the name of a context of the kubeconfig" })
    .min(1)
    .describe("Context of the kubeconfig; never its current one by accident."),
});

const owner = {
  name: namespaceName.describe("Name of the namespace."),
  pullSecret: optional(
    secretRef("registryPullSecret").describe(
      "Content of a ~/.docker/config.json with the registries to pull from.",
    ),
  ),
};

const quota = z.strictObject({
  requestsCpu: cpu.describe("Sum of the CPU requests."),
  requestsMemory: memory.describe("Sum of the memory requests."),
  limitsCpu: cpu.describe("Sum of the CPU limits."),
  limitsMemory: memory.describe("Sum of the memory limits."),
  pods: count(1).describe("Number of pods."),
  volumes: optional(
    z
      .strictObject({
        count: count(0).describe("Number of claims."),
        size: disk.describe("Sum of their sizes."),
      })
      .describe("Claims for volumes."),
  ),
});

const namespace = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: optional(z.literal("created")),
      ...owner,
      podSecurity: optional(
        z.enum(["restricted", "baseline", "privileged"]).meta({
          description: "Pod Security Standard that is enforced.",
          default: "restricted",
        }),
      ),
      quota: optional(quota.describe("What all pods of the namespace together may use.")),
      defaults: optional(
        resources.describe(
          "For containers that say nothing themselves. Default: 100m and 128Mi, up to 1 CPU and 512Mi.",
        ),
      ),
    })
    .describe("Made for the platform, closed in every way that is not opened. The default."),
  z
    .strictObject({ kind: z.literal("existing"), ...owner })
    .describe("Kept by someone else, with rules of its own."),
]);

const images = z.strictObject({
  registry: optional(
    z
      .string({ error: "a registry such as registry.example.com/mirror" })
      .regex(/^[a-zA-Z0-9][-a-zA-Z0-9.]*(:[0-9]+)?(\/[-a-z0-9._]+)*$/)
      .describe("Registry that mirrors all images. Default: the public ones."),
  ),
  pullPolicy: optional(
    z
      .enum(["Always", "IfNotPresent"])
      .meta({ description: "When images are pulled.", default: "IfNotPresent" }),
  ),
  pullSecrets: optional(
    z.array(objectName).describe("Names of existing pull Secrets in the namespace."),
  ),
});

const placement = z.strictObject({
  nodeSelector: optional(texts.describe("Labels that a node must carry.")),
  tolerations: optional(
    z
      .array(
        z.strictObject({
          key: text.describe("Key of the taint."),
          operator: optional(z.enum(["Exists", "Equal"]).describe("How the value is compared.")),
          value: optional(text.describe("Value of the taint.")),
          effect: optional(
            z
              .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
              .describe("Effect of the taint."),
          ),
        }),
      )
      .describe("Taints that the pods put up with."),
  ),
  priorityClassName: optional(objectName.describe("Name of an existing PriorityClass.")),
});

const skywalking = z.strictObject({
  version: optional(
    z
      .enum(OAP_VERSIONS, { error: oneOf(OAP_VERSIONS, undefined) })
      .meta({ description: "Version of OAP.", default: RELEASES.oap.version }),
  ),
  storage: storage.describe("Where OAP keeps its data."),
  oap: optional(oap.describe("The OAP server.")),
  gateway: optional(
    gateway.describe("NGINX in front of OAP, which balances call by call. Default: none."),
  ),
  satellite: optional(
    satellite.describe("Satellite in front of OAP, for agents and Envoy. Default: none."),
  ),
  metricsAdapter: optional(
    metricsAdapter.describe(
      "Who answers the external metrics API, for satellite.scale by connections. Default: nobody.",
    ),
  ),
  operator: optional(
    swckOperator.describe("The operator of SWCK, which injects Java agents. Default: none."),
  ),
  selfObservability: optional(
    selfObservability.describe(
      "A Collector that reads OAP's own metrics and tells them to OAP. Default: none.",
    ),
  ),
  ui: optional(ui.describe("The web page.")),
});

/** The value of `platform` in `Pulumi.<environment>.yaml`. */
export const platform = z.strictObject({
  cluster: optional(
    cluster.describe("The Kubernetes cluster; needed unless a program hands a provider over."),
  ),
  namespace: namespace.describe("Where everything goes."),
  images: optional(images.describe("Where images come from.")),
  placement: optional(placement.describe("Which nodes take the pods.")),
  certManager: optional(
    certManager.describe(
      "Who issues certificates: the issuers of the platform come before what names them. Default: none is made.",
    ),
  ),
  skywalking: optional(skywalking.describe("SkyWalking: OAP, its UI and its storage.")),
  jaeger: optional(
    jaeger.describe("Jaeger: collectors, page and storage, beside SkyWalking or instead of it."),
  ),
  mesh: optional(
    mesh.describe("A mesh of Istio, observed by the access logs of its proxies. Default: none."),
  ),
});

/** As people write it: addresses are texts, a CPU may be a number. */
export type PlatformInput = z.input<typeof platform>;

/** As the stacks read it: addresses are taken apart, quantities have one form. */
export type PlatformConfig = z.output<typeof platform>;

export type NamespaceConfig = PlatformConfig["namespace"];
export type SkyWalkingConfig = NonNullable<PlatformConfig["skywalking"]>;
export type StorageConfig = SkyWalkingConfig["storage"];
export type ElasticsearchConfig = Extract<StorageConfig, { kind: "elasticsearch" }>;
export type ServerConfig = ElasticsearchConfig["server"];
export type OapConfig = NonNullable<SkyWalkingConfig["oap"]>;
export type CoordinatorConfig = NonNullable<OapConfig["coordinator"]>;
export type AlarmsConfig = NonNullable<OapConfig["alarms"]>;
export type UiConfig = NonNullable<SkyWalkingConfig["ui"]>;
