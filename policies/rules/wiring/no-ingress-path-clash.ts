import { type KubernetesObject, list, type Manifest } from "../../objects";
import { rule } from "../../rule";
import { objectWith } from "./examples";

export const noIngressPathClash = rule({
  name: "no-ingress-path-clash",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "No two Ingresses answer the same path of the same host",
  why: "Which of the two answers depends on the controller and on which is older.",
  remedy: "give each another host or path",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/",
  sameAs: ["kyverno/unique-ingress-host-and-path"],
  bad: [ingress("oap"), ingress("ui")],
  good: [ingress("ui")],
  check: (object, { stack }) =>
    object.kind !== "Ingress"
      ? []
      : stack
          .ofKind("Ingress")
          .filter((other) => other !== object && classOf(other) === classOf(object))
          .flatMap((other) =>
            routesOf(object)
              .filter((route) => routesOf(other).includes(route))
              .map((route) => `${route} is also answered by ${other.title}`),
          ),
});

function classOf({ manifest }: KubernetesObject): unknown {
  return manifest.spec?.ingressClassName;
}

function routesOf({ manifest }: KubernetesObject): string[] {
  return list(manifest.spec?.rules).flatMap(({ host, http }) =>
    list(http?.paths).map(({ path }) => `${host ?? "*"}${path ?? "/"}`),
  );
}

function ingress(name: string): Manifest {
  const rules = [{ host: "tracing.example.com", http: { paths: [{ path: "/" }] } }];
  return objectWith("Ingress networking.k8s.io/v1", { rules }, name);
}
