import { type KubernetesObject, list, type Manifest, namespaceOf } from "../../objects";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { OAP, objectWith, serviceWith } from "./examples";

const ROUTES = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"];

export const routeBackendExists = rule({
  name: "route-backend-exists",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "Every backend of a Gateway API route is a Service with that port",
  why: "The gateway answers 500 for such a route.",
  remedy: "name a Service and one of its ports; across namespaces add a ReferenceGrant",
  source: "https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional",
  frameworks: ["NSA-CISA C-0302"],
  bad: [OAP, serviceWith({}), route({ name: "oap", port: 12800 })],
  good: [OAP, serviceWith({}), route({ name: "oap", port: 11800 })],
  check: (object, { stack }) => {
    if (!ROUTES.includes(object.kind)) return [];
    const backends = list(object.manifest.spec?.rules).flatMap(({ backendRefs }) =>
      list(backendRefs),
    );
    return each(backends, (backend) => faults(object, backend, stack));
  },
});

function faults(object: KubernetesObject, backend: Manifest, stack: Stack): readonly string[] {
  const { name, port, kind = "Service", namespace = namespaceOf(object) } = backend;
  if (kind !== "Service") return [];
  const found = stack.find("Service", name, namespace);
  if (found === undefined) return [`backend Service ${name} is not in namespace ${namespace}`];
  const ports = list(found.manifest.spec?.ports).map((one): unknown => one.port);
  const isGranted =
    namespace === namespaceOf(object) ||
    stack.ofKind("ReferenceGrant").some((grant) => namespaceOf(grant) === namespace);
  return [
    ...when(
      !ports.includes(port),
      `backend ${found.title} has no port ${port}, only ${ports.join(", ")}`,
    ),
    ...when(
      !isGranted,
      `backend ${found.title} is in namespace ${namespace}, which has no ReferenceGrant`,
    ),
  ];
}

function route(backend: Manifest): Manifest {
  return objectWith("GRPCRoute gateway.networking.k8s.io/v1", {
    rules: [{ backendRefs: [backend] }],
  });
}
