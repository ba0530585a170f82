import { list } from "../../objects";
import { openedBy } from "../../read/publishing";
import { runningIn } from "../../read/products";
import { rule } from "../../rule";
import { jaegerWith } from "./examples";

const PAGE = jaegerWith({ container: { ports: [{ containerPort: 16686 }] } });
const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "jaeger", namespace: "tracing" },
  spec: { selector: { "app.kubernetes.io/name": "jaeger" }, ports: [{ port: 16686 }] },
};
const ingress = (annotations: object) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "jaeger", namespace: "tracing", annotations },
  spec: {
    tls: [{ hosts: ["jaeger.example.com"], secretName: "jaeger-tls" }],
    rules: [
      {
        host: "jaeger.example.com",
        http: {
          paths: [{ path: "/", backend: { service: { name: "jaeger", port: { number: 16686 } } } }],
        },
      },
    ],
  },
});

export const jaegerPageAsksForLogin = rule({
  name: "jaeger-page-asks-for-login",
  family: "jaeger",
  scope: "stack",
  severity: "high",
  title: "The page and API of Jaeger are published only behind TLS and a login",
  why: "Jaeger has no users: whoever reaches the page reads every trace.",
  remedy:
    "publish it by an Ingress with TLS and an authentication annotation, or by a proxy that asks for a login",
  source: "https://www.jaegertracing.io/docs/2.20/deployment/security/",
  bad: [...PAGE, SERVICE, ingress({})],
  good: [
    ...PAGE,
    SERVICE,
    ingress({ "nginx.ingress.kubernetes.io/auth-url": "https://login.example.com" }),
  ],
  check: (object, { stack }) => {
    const pages = openedBy(object, stack).filter(
      ({ number, server }) =>
        (number === 16686 || number === 16685) &&
        runningIn(server, "jaeger", "jaegerQuery", "jaegerOne").length > 0,
    );
    const words = Object.keys(object.manifest.metadata?.annotations ?? {}).join(" ");
    const isLocked =
      object.kind === "Ingress" &&
      list(object.manifest.spec?.tls).length > 0 &&
      /auth|middlewares/.test(words);
    return isLocked
      ? []
      : pages.map(
          ({ number, server }) =>
            `it publishes port ${number} of ${server.of.title} without TLS and a login`,
        );
  },
});
