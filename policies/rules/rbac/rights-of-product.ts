import { type KubernetesObject, list, type Manifest, namespaceOf, podsOf } from "../../objects";
import { type Product, type Running, runningIn } from "../../read/products";
import { rolesOf } from "../../read/rights";
import { accountOf } from "../../read/tokens";
import { satelliteSettings } from "../../read/satellite";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { bindingWith, podsWith, roleWith } from "./examples";

const WATCH = ["get", "list", "watch"];
const OAP = podsWith({
  containers: [
    {
      name: "oap",
      image: "docker.io/apache/skywalking-oap-server:10.4.0",
      env: [{ name: "SW_CLUSTER", value: "kubernetes" }],
    },
  ],
});
const BINDING = bindingWith({ kind: "Role", name: "oap" });

/** Programs that never call the API server. */
const WITHOUT: readonly Product[] = [
  ...(["page", "elasticsearch", "nginx"] as const),
  ...(["jaeger", "jaegerAgent", "jaegerCollector", "jaegerQuery", "jaegerOne"] as const),
];

export const rightsOfProduct = rule({
  name: "rights-of-product",
  family: "rbac",
  scope: "stack",
  severity: "critical",
  title:
    "OAP, Satellite and the Collector have the rights that their features call for, and the others have none",
  why: "Without them a cluster of OAP falls apart into single nodes; with more, a hole in a program is one in the cluster.",
  remedy: "grant get, list and watch on what is named, in the namespace where that suffices",
  source:
    "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-cluster/#kubernetes",
  bad: [OAP, BINDING, roleWith(["pods", "secrets"], WATCH)],
  good: [OAP, BINDING, roleWith(["pods"], WATCH)],
  check: (object, { stack }) =>
    each(podsOf(object), (pod) => {
      const has = rightsOf({ name: accountOf(pod), namespace: namespaceOf(object) }, stack);
      const named = (product: Product) => runningIn(pod, product);
      const isEnding = pod.kind === "ends";
      const [oap, satellite, collector] = [
        named("oap")[0],
        named("satellite")[0],
        named("collector")[0],
      ];
      if (collector !== undefined) return [];
      const wanted = [
        ...(oap === undefined || isEnding ? [] : oapNeeds(oap.spec, object)),
        ...(satellite === undefined ? [] : satelliteNeeds(satellite, object, stack)),
      ];
      const isKnown =
        oap !== undefined ||
        satellite !== undefined ||
        WITHOUT.some((one) => named(one).length > 0);
      return isKnown ? difference(wanted, has) : [];
    }),
});

/** `pods in tracing`, `nodes` of the whole cluster. */
interface Need {
  readonly resource: string;
  readonly verb: string;
  readonly namespace: string | undefined;
}

function oapNeeds(spec: Manifest, object: KubernetesObject): Need[] {
  const namespace = valueOf(spec, "SW_CLUSTER_K8S_NAMESPACE") ?? namespaceOf(object);
  const analyzers = ["HTTP", "TCP"].map(
    (kind) => valueOf(spec, `SW_ENVOY_METRIC_ALS_${kind}_ANALYSIS`) ?? "",
  );
  const isMesh = analyzers.some((one) => one.split(",").includes("k8s-mesh"));
  const isLogging = valueOf(spec, "SW_ENABLE_ON_DEMAND_POD_LOG") === "true";
  return [
    ...when(valueOf(spec, "SW_CLUSTER") === "kubernetes", "pods").flatMap((one) =>
      looking(one, namespace),
    ),
    ...when(valueOf(spec, "SW_CONFIGURATION") === "k8s-configmap", "configmaps").flatMap((one) =>
      looking(one, namespace),
    ),
    ...(isMesh ? ["pods", "services", "endpoints", "nodes"].flatMap(asking) : []),
    ...(isLogging
      ? ["pods", "pods/log", "namespaces"].flatMap((one) => looking(one, undefined))
      : []),
  ];
}

/** It lists pods and watches the list, and never asks for one. */
function satelliteNeeds(satellite: Running, object: KubernetesObject, stack: Stack): Need[] {
  const settings = satelliteSettings(satellite, object, stack);
  if (settings.text("SATELLITE_GRPC_CLIENT_FINDER") !== "kubernetes") return [];
  const told = settings.all("SATELLITE_GRPC_CLIENT_KUBERNETES_NAMESPACE");
  const namespaces = told.length === 0 ? [namespaceOf(object)] : told;
  return namespaces.flatMap((namespace) =>
    ["list", "watch"].map((verb) => ({ resource: "pods", verb, namespace })),
  );
}

/** It asks for addresses one by one and keeps the answers for minutes, so it watches nothing. */
function asking(resource: string): Need[] {
  return ["get", "list"].map((verb) => ({ resource, verb, namespace: undefined }));
}

function looking(resource: string, namespace: string | undefined): Need[] {
  const verbs = resource === "pods/log" || resource === "namespaces" ? ["get", "list"] : WATCH;
  return verbs.map((verb) => ({ resource, verb, namespace }));
}

function rightsOf(account: { name: string; namespace: string | undefined }, stack: Stack): Need[] {
  return rolesOf(account, stack).flatMap(({ role, namespace }) =>
    list(role.rules).flatMap(({ resources, verbs }) =>
      list(resources).flatMap((resource) =>
        list(verbs).map((verb) => ({ resource, verb, namespace })),
      ),
    ),
  );
}

function difference(wanted: readonly Need[], has: readonly Need[]): string[] {
  const covers = (one: Need, other: Need) =>
    (one.resource === other.resource || one.resource === "*") &&
    (one.verb === other.verb || one.verb === "*") &&
    (one.namespace === undefined || one.namespace === other.namespace);
  const isUsed = (right: Need) =>
    wanted.some(
      (need) =>
        need.resource === right.resource &&
        // Who may list may as well get.
        need.verb === (right.verb === "get" && need.verb === "list" ? "list" : right.verb) &&
        need.namespace === right.namespace,
    ) ||
    (/^(serviceentries|pods)$/.test(right.resource) &&
      wanted.some(({ resource }) => resource === "nodes") &&
      WATCH.includes(right.verb));
  const missing = wanted.filter((need) => !has.some((right) => covers(right, need)));
  const extra = has.filter((right) => !isUsed(right));
  return [
    ...gathered(missing).map(
      (right) => `its account may not ${right}, which its settings call for`,
    ),
    ...gathered(extra).map(
      (right) => `its account may ${right}, which its settings do not call for`,
    ),
  ];
}

/** `get, list pods in tracing` for each resource and scope. */
function gathered(needs: readonly Need[]): string[] {
  const verbs = new Map<string, string[]>();
  for (const { resource, verb, namespace } of needs) {
    const scope = `${resource} in ${namespace ?? "the whole cluster"}`;
    verbs.set(scope, [...new Set([...(verbs.get(scope) ?? []), verb])]);
  }
  return [...verbs].map(([scope, all]) => `${all.join(", ")} ${scope}`);
}
