import { type KubernetesObject, list, type Manifest, namespaceOf } from "../../objects";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { OAP, objectWith, serviceWith } from "./examples";

export const ingressBackendExists = rule({
  name: "ingress-backend-exists",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "Every backend of an Ingress is a Service with that port",
  why: "The ingress controller answers 503 for such a path.",
  remedy: "name a Service of the same namespace, and one of its ports by name or number",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/",
  frameworks: ["NSA-CISA C-0298"],
  sameAs: ["kube-score/ingress-targets-service", "kube-linter/dangling-ingress", "monokle/LNK001"],
  bad: [OAP, serviceWith({}), ingress(12800)],
  good: [OAP, serviceWith({}), ingress(11800)],
  check: (object, { stack }) => {
    if (object.kind !== "Ingress") return [];
    const { rules, defaultBackend } = object.manifest.spec ?? {};
    const backends = list(rules).flatMap(({ http }) =>
      list(http?.paths).map(({ backend }) => backend),
    );
    return each([...backends, ...list(defaultBackend && [defaultBackend])], (backend) =>
      faults(object, backend, stack),
    );
  },
});

function faults(object: KubernetesObject, { service }: Manifest, stack: Stack): readonly string[] {
  if (!service) return [];
  const found = stack.find("Service", service.name, namespaceOf(object));
  if (found === undefined) return [`backend Service ${service.name} is not in its namespace`];
  const { name, number } = service.port ?? {};
  const ports = list(found.manifest.spec?.ports);
  const isOpen = ports.some((port) => (name ? port.name === name : port.port === number));
  const open = ports.map(({ port }) => port).join(", ");
  return when(!isOpen, `backend ${found.title} has no port ${name ?? number}, only ${open}`);
}

function ingress(port: number): Manifest {
  const backend = { service: { name: "oap", port: { number: port } } };
  const paths = [{ path: "/", pathType: "Prefix", backend }];
  return objectWith("Ingress networking.k8s.io/v1", {
    rules: [{ host: "tracing.example.com", http: { paths } }],
  });
}
