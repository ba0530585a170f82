import { describe, expect, test } from "vitest";
import type { Manifest } from "./manifests";
import { PROMISES } from "./promises";
import type { Rendered } from "./testing";

const labels = {
  "app.kubernetes.io/name": "echo",
  "app.kubernetes.io/instance": "echo",
  "app.kubernetes.io/version": "1.0.0",
  "app.kubernetes.io/part-of": "kube-tracing",
  "app.kubernetes.io/managed-by": "pulumi",
};
const selector = { "app.kubernetes.io/instance": "echo" };
const probe = { httpGet: { path: "/", port: "http" } };

/** A small product that keeps every promise. */
const good = () => ({
  deployment: {
    kind: "Deployment",
    metadata: { name: "echo", labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: { ...selector } } as Manifest,
      template: {
        metadata: { labels: { ...labels } as Record<string, string> },
        spec: {
          serviceAccountName: "echo",
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 30,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10001,
            seccompProfile: { type: "RuntimeDefault" },
          },
          topologySpreadConstraints: [
            { topologyKey: "kubernetes.io/hostname" },
            { topologyKey: "topology.kubernetes.io/zone" },
          ],
          containers: [
            {
              name: "echo",
              image: "registry.example/echo:1.0.0",
              ports: [{ name: "http", containerPort: 8080 }],
              env: [
                { name: "PASSWORD", valueFrom: { secretKeyRef: { name: "login", key: "p" } } },
                { name: "TOKEN", value: "$(PASSWORD)" },
                { name: "TOKEN_FILE", value: "/token" },
              ],
              resources: {
                requests: { cpu: "1", memory: "1Gi" },
                limits: { cpu: "1", memory: "1Gi" },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
              startupProbe: probe,
              readinessProbe: probe,
              livenessProbe: { tcpSocket: { port: 8080 } },
              volumeMounts: [
                { name: "tmp", mountPath: "/tmp" },
                { name: "ca", mountPath: "/ca" },
              ],
            },
          ],
          volumes: [
            { name: "tmp", emptyDir: { sizeLimit: "1Mi" } },
            { name: "ca", configMap: { name: "external-ca" } },
          ],
        } as Manifest,
      },
    },
  },
  account: { kind: "ServiceAccount", metadata: { name: "echo", labels } },
  secret: { kind: "Secret", metadata: { name: "login", labels }, stringData: { p: "s" } },
  service: {
    kind: "Service",
    metadata: { name: "echo", labels },
    spec: { selector, ports: [{ name: "http", port: 80, targetPort: "http" }] } as Manifest,
  },
  budget: {
    kind: "PodDisruptionBudget",
    metadata: { name: "echo", labels },
    spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
  },
  policy: {
    kind: "NetworkPolicy",
    metadata: { name: "echo", labels },
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }],
      egress: [{ to: [{ podSelector: {} }], ports: [{ port: 53 }] }],
    } as Manifest,
  },
});

type Product = ReturnType<typeof good>;

/** The product as `render` gives it, after a change. */
function changed(change: (product: Product, pod: Manifest, container: Manifest) => void) {
  const product = good();
  const { spec } = product.deployment.spec.template;
  change(product, spec, spec.containers[0]);
  return Object.values(product).map((inputs): Rendered => rendered(inputs));
}

function rendered(inputs: Manifest): Rendered {
  return {
    type: `kubernetes:x/v1:${inputs.kind}`,
    name: inputs.metadata.name,
    inputs,
    secret: inputs.kind === "Secret" && !inputs.open ? ["stringData"] : [],
    provider: "",
  };
}

test.each(Object.entries(PROMISES))("kept: %s", (_, broken) => {
  expect(broken(changed(() => undefined))).toEqual([]);
});

/** One change, the promise that it breaks, and what is said of it. */
const cases: [keyof typeof PROMISES, string, Parameters<typeof changed>[0]][] = [
  [
    "every object says which platform it is part of",
    "ServiceAccount echo: is not labelled app.kubernetes.io/part-of: kube-tracing",
    ({ account }) => {
      account.metadata.labels = { ...labels, "app.kubernetes.io/part-of": "other" };
    },
  ],
  [
    "every pod says what it runs",
    "Deployment echo: has no version",
    ({ deployment }) => {
      delete deployment.spec.template.metadata.labels["app.kubernetes.io/version"];
    },
  ],
  [
    "selectors pick the pods, by labels that never change",
    "Deployment echo: is not labelled a: b",
    ({ deployment }) => {
      deployment.spec.selector.matchLabels.a = "b";
    },
  ],
  [
    "selectors pick the pods, by labels that never change",
    "Deployment echo: selects by a label that changes",
    ({ deployment }) => {
      deployment.spec.selector.matchLabels["app.kubernetes.io/version"] = "1.0.0";
    },
  ],
  [
    "every container says what it needs and what it may use",
    "Deployment echo, container echo: has no memory limit",
    (_, pod, container) => {
      delete container.resources.limits.memory;
    },
  ],
  [
    "every container says what it needs and what it may use",
    "Deployment echo, container first: requests no CPU",
    (_, pod, container) => {
      const resources = { ...container.resources, requests: { memory: "1Gi" } };
      pod.initContainers = [{ ...container, name: "first", resources }];
    },
  ],
  ...["echo:1.0.0", "registry.example/echo", "registry.example/echo:latest", "apache/echo:1"].map(
    (image): (typeof cases)[number] => [
      "every image is pinned to a version",
      `Deployment echo, container echo: ${image} is not registry/path:version`,
      (_, pod, container) => {
        container.image = image;
      },
    ],
  ),
  [
    "no pod has rights on its node",
    "Deployment echo: may run as root",
    (_, pod) => {
      pod.securityContext.runAsUser = 0;
    },
  ],
  [
    "no pod has rights on its node",
    "Deployment echo: may run as root",
    (_, pod) => {
      delete pod.securityContext.runAsNonRoot;
    },
  ],
  [
    "no pod has rights on its node",
    "Deployment echo: has no seccomp profile",
    (_, pod) => {
      delete pod.securityContext.seccompProfile;
    },
  ],
  [
    "no pod has rights on its node",
    "Deployment echo: shares a namespace of the host",
    (_, pod) => {
      pod.hostNetwork = true;
    },
  ],
  [
    "no pod has rights on its node",
    "Deployment echo: mounts a path of the host",
    (_, pod) => {
      pod.volumes[0] = { name: "tmp", hostPath: { path: "/tmp" } };
    },
  ],
  [
    "no pod has rights on its node",
    "Deployment echo: may fill the disk",
    (_, pod) => {
      pod.volumes[0] = { name: "tmp", emptyDir: {} };
    },
  ],
  [
    "no container gains rights or writes to its image",
    "Deployment echo, container echo: may gain rights",
    (_, pod, container) => {
      delete container.securityContext.allowPrivilegeEscalation;
    },
  ],
  [
    "no container gains rights or writes to its image",
    "Deployment echo, container echo: writes to its image",
    (_, pod, container) => {
      container.securityContext.readOnlyRootFilesystem = false;
    },
  ],
  [
    "no container gains rights or writes to its image",
    "Deployment echo, container echo: has capabilities",
    (_, pod, container) => {
      container.securityContext.capabilities.drop = ["NET_RAW"];
    },
  ],
  [
    "no container gains rights or writes to its image",
    "Deployment echo, container echo: may run as root",
    (_, pod, container) => {
      container.securityContext.runAsUser = 0;
    },
  ],
  ...(["startup", "readiness", "liveness"] as const).map((which): (typeof cases)[number] => [
    "every container that stays is probed, on a port that it has",
    `Deployment echo, container echo: has no ${which} probe`,
    (_, pod, container) => {
      container[`${which}Probe`] = undefined;
    },
  ]),
  [
    "every container that stays is probed, on a port that it has",
    "Deployment echo, container echo: is probed on a port that it has not",
    (_, pod, container) => {
      container.readinessProbe = { grpc: { port: 9 } };
    },
  ],
  [
    "every pod that stays has time to end",
    "Deployment echo: has no grace period",
    (_, pod) => {
      delete pod.terminationGracePeriodSeconds;
    },
  ],
  [
    "only who calls the Kubernetes API has a token",
    "Deployment echo: has no account of its own",
    (_, pod) => {
      pod.serviceAccountName = "default";
    },
  ],
  [
    "only who calls the Kubernetes API has a token",
    "Deployment echo: has a token and no rights",
    (_, pod) => {
      delete pod.automountServiceAccountToken;
    },
  ],
  [
    "only who calls the Kubernetes API has a token",
    "Deployment echo: has rights and no token",
    (product) => {
      const binding = { kind: "RoleBinding", metadata: { labels }, subjects: [{ name: "echo" }] };
      Object.assign(product, { binding });
    },
  ],
  [
    "only who calls the Kubernetes API has a token",
    "Deployment echo: gets the addresses of all Services",
    (_, pod) => {
      delete pod.enableServiceLinks;
    },
  ],
  [
    "every Service finds pods, and leads to ports that they have",
    "Service echo: selects no pod",
    ({ service }) => {
      service.spec.selector = { app: "echo" };
    },
  ],
  [
    "every Service finds pods, and leads to ports that they have",
    "Service echo: leads to a port that a pod has not",
    ({ service }) => {
      service.spec.ports[0].targetPort = "grpc";
    },
  ],
  [
    "every Service finds pods, and leads to ports that they have",
    "Service echo: leads to a port that a pod has not",
    ({ service }) => {
      delete service.spec.ports[0].targetPort;
    },
  ],
  [
    "two pods or more are spread, and drained one at a time",
    "Deployment echo: is not spread over nodes",
    (_, pod) => {
      pod.topologySpreadConstraints.shift();
    },
  ],
  [
    "two pods or more are spread, and drained one at a time",
    "Deployment echo: is not spread over zones",
    (_, pod) => {
      pod.topologySpreadConstraints.pop();
    },
  ],
  [
    "two pods or more are spread, and drained one at a time",
    "Deployment echo: has not one disruption budget",
    ({ budget }) => {
      budget.spec.selector.matchLabels = { ...selector, "app.kubernetes.io/instance": "other" };
    },
  ],
  [
    "every pod is closed in both directions, by one policy",
    "Deployment echo: has not one NetworkPolicy",
    ({ policy }) => {
      policy.spec.podSelector.matchLabels = { app: "echo" };
    },
  ],
  [
    "every pod is closed in both directions, by one policy",
    "Deployment echo: is open in a direction",
    ({ policy }) => {
      policy.spec.policyTypes = ["Ingress"];
    },
  ],
  [
    "no rule lets everyone in, or lets out to everywhere",
    "NetworkPolicy echo: has a rule without peers",
    ({ policy }) => {
      policy.spec.ingress[0].from = [];
    },
  ],
  [
    "no rule lets everyone in, or lets out to everywhere",
    "NetworkPolicy echo: has a rule without ports",
    ({ policy }) => {
      delete policy.spec.egress[0].ports;
    },
  ],
  [
    "what is secret is kept secret",
    "Secret login: has text in the open",
    ({ secret }) => {
      Object.assign(secret, { open: true });
    },
  ],
  [
    "what is secret is kept secret",
    "Deployment echo, container echo: TOKEN is a secret in the open",
    (_, pod, container) => {
      container.env[1].value = "123456";
    },
  ],
  [
    "everything that a pod refers to is there",
    "Deployment echo: Secret login is not there",
    ({ secret }) => {
      secret.metadata.name = "other";
    },
  ],
  [
    "everything that a pod refers to is there",
    "Deployment echo: ConfigMap ca is not there",
    (_, pod) => {
      pod.volumes[1].configMap.name = "ca";
    },
  ],
  [
    "every volume is mounted, and what is mounted is a volume",
    "Deployment echo: has a volume that nobody mounts",
    (_, pod) => {
      pod.volumes.push({ name: "data", emptyDir: { sizeLimit: "1Mi" } });
    },
  ],
  [
    "every volume is mounted, and what is mounted is a volume",
    "Deployment echo: mounts a volume that it has not",
    (_, pod) => {
      pod.volumes.pop();
    },
  ],
  [
    "a pod has no name twice, neither of a container nor of a volume",
    "Deployment echo: has two containers of one name",
    (_, pod) => {
      pod.initContainers = [{ ...pod.containers[0] }];
    },
  ],
  [
    "a pod has no name twice, neither of a container nor of a volume",
    "Deployment echo: has two volumes of one name",
    (_, pod) => {
      pod.volumes.push({ ...pod.volumes[0] });
    },
  ],
];

test.each(cases)("broken: %s, because %s", (promise, message, change) => {
  expect(PROMISES[promise](changed(change))).toEqual([message]);
});

test("there is a way to break each promise", () => {
  expect([...new Set(cases.map(([promise]) => promise))].sort()).toEqual(
    Object.keys(PROMISES).sort(),
  );
});

describe("what is asked of some pods only", () => {
  test("one pod needs neither spread nor budget; an autoscaler may make more of it", () => {
    const promise = PROMISES["two pods or more are spread, and drained one at a time"];
    const alone = changed(({ deployment }, pod) => {
      deployment.spec.replicas = 1;
      delete pod.topologySpreadConstraints;
    });
    expect(promise(alone)).toEqual([]);
    const target = { scaleTargetRef: { name: "echo" }, maxReplicas: 3 };
    const autoscaler = { kind: "HorizontalPodAutoscaler", metadata: { labels }, spec: target };
    expect(promise([...alone, rendered(autoscaler)])).toEqual([
      "Deployment echo: is not spread over nodes",
      "Deployment echo: is not spread over zones",
    ]);
  });

  test("a pod that ends is not probed, and is closed like any other", () => {
    const { spec } = good().deployment.spec.template;
    const [{ startupProbe, readinessProbe, livenessProbe, ...container }] = spec.containers;
    expect([startupProbe, readinessProbe, livenessProbe]).not.toContain(undefined);
    const template = { metadata: { labels: {} }, spec: { ...spec, containers: [container] } };
    const job = rendered({ kind: "Job", metadata: { name: "init", labels }, spec: { template } });
    const probed = PROMISES["every container that stays is probed, on a port that it has"];
    expect(probed([job])).toEqual([]);
    expect(PROMISES["every pod is closed in both directions, by one policy"]([job])).toEqual([
      "Job init: has not one NetworkPolicy",
    ]);
  });

  test("a policy for a whole namespace is no pod's own", () => {
    const promise = PROMISES["every pod is closed in both directions, by one policy"];
    const spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
    const policy = rendered({ kind: "NetworkPolicy", metadata: { name: "all", labels }, spec });
    expect(promise([...changed(() => undefined), policy])).toEqual([]);
  });

  test("a claim template is a volume", () => {
    const promise = PROMISES["every volume is mounted, and what is mounted is a volume"];
    const objects = changed(({ deployment }, pod) => {
      pod.volumes.shift();
      Object.assign(deployment.spec, { volumeClaimTemplates: [{ metadata: { name: "tmp" } }] });
    });
    expect(promise(objects)).toEqual([]);
  });
});
