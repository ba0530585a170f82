import type { Manifest } from "../../components/kit/manifests";
import type { Rendered } from "../../components/kit/testing";

/** The smallest platform with a connection, for tests: `web` dials `store` at 9200. */
export interface TwoPods {
  web: Manifest;
  store: Manifest;
  service: Manifest;
  /** Of `web`: lets out to `store`. */
  out: Manifest;
  /** Of `store`: lets `web` in. */
  into: Manifest;
}

/** The objects of that platform, after a test has changed some of them. */
export function twoPods(change: (objects: TwoPods) => void = () => undefined): Rendered[] {
  const objects: TwoPods = {
    web: workload("Deployment", "web", {
      containers: [{ name: "main", env: [{ name: "STORE", value: "http://store.home.svc:9200" }] }],
    }),
    store: workload("StatefulSet", "store", {
      containers: [{ name: "main", ports: [{ name: "http", containerPort: 9000 }] }],
    }),
    service: {
      kind: "Service",
      metadata: { name: "store", namespace: "home" },
      spec: { selector: { app: "store" }, ports: [{ port: 9200, targetPort: "http" }] },
    },
    out: policy("web", { egress: [{ to: [peer("store")], ports: [{ port: 9000 }] }] }),
    into: policy("store", { ingress: [{ from: [peer("web")], ports: [{ port: 9000 }] }] }),
  };
  change(objects);
  return Object.values<Manifest>(objects).map(rendered);
}

/** As `render` hands it over. */
export function rendered(inputs: Manifest): Rendered {
  return { type: "kubernetes:", name: inputs.metadata.name, inputs, secret: [], provider: "" };
}

/** Pods with a label in the same namespace. */
export function peer(app: string): Manifest {
  return { podSelector: { matchLabels: { app } } };
}

function workload(kind: string, name: string, spec: Manifest): Manifest {
  const template = { metadata: { labels: { app: name } }, spec };
  return { kind, metadata: { name, namespace: "home" }, spec: { template } };
}

function policy(app: string, rules: Manifest): Manifest {
  return {
    kind: "NetworkPolicy",
    metadata: { name: app, namespace: "home" },
    spec: { podSelector: { matchLabels: { app } }, ...rules },
  };
}
