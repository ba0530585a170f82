import * as k8s from "@pulumi/kubernetes";
import { describe, expect, test } from "vitest";
import { agentSidecar, type AgentSidecarArgs, type ProgramPod } from "./agent-sidecar";
import { endpointAt } from "./kit/endpoint";
import { only, render } from "./kit/testing";

const ARGS: AgentSidecarArgs = {
  version: "0.159.0",
  kubernetes: "1.30",
  to: { endpoint: endpointAt("collector.tracing.svc", 4317, "grpc") },
};
const POD: ProgramPod = {
  containers: [{ name: "shop", image: "registry.example.com/shop:1.0.0" }],
};

const added = (args: Partial<AgentSidecarArgs> = {}, pod = POD) =>
  agentSidecar(pod, { ...ARGS, ...args });

/** The spec as the API server gets it. */
async function known(make: () => ProgramPod): Promise<any> {
  const rendered = await render(() => new k8s.core.v1.Pod("shop", { spec: make() }));
  return only(rendered, "kubernetes:core/v1:Pod").inputs.spec;
}

const configOf = ({ env }: any) =>
  JSON.parse(
    env.find(({ name }: any) => name === "AGENT_CONFIG").value.replaceAll("$$", () => "$"),
  );

test("the agent starts before the program and ends after it, in time of its own", async () => {
  const first = { name: "migrate", image: "registry.example.com/migrate:1.0.0" };
  const spec = await known(() => added({}, { ...POD, initContainers: [first] }));
  expect(spec.initContainers.map(({ name }: any) => name)).toEqual(["agent-sidecar", "migrate"]);
  expect(spec.containers).toEqual(POD.containers);
  expect(spec.terminationGracePeriodSeconds).toBe(45);
  const { env, ...agent } = spec.initContainers[0];
  expect(agent).toEqual({
    name: "agent-sidecar",
    image: "docker.io/otel/opentelemetry-collector-k8s:0.159.0",
    imagePullPolicy: "IfNotPresent",
    restartPolicy: "Always",
    args: ["--config=env:AGENT_CONFIG"],
    ports: [
      { name: "agent-metrics", containerPort: 8888, protocol: "TCP" },
      { name: "agent-health", containerPort: 13133, protocol: "TCP" },
    ],
    startupProbe: {
      httpGet: { path: "/", port: "agent-health" },
      timeoutSeconds: 2,
      periodSeconds: 2,
      failureThreshold: 30,
    },
    livenessProbe: {
      tcpSocket: { port: "agent-health" },
      timeoutSeconds: 3,
      periodSeconds: 10,
      failureThreshold: 6,
    },
    resources: {
      requests: { cpu: "20m", memory: "96Mi" },
      limits: { cpu: "250m", memory: "256Mi" },
    },
    securityContext: {
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: [],
  });
  expect(env.map(({ name }: any) => name)).toEqual(["POD_IP", "GOMEMLIMIT", "AGENT_CONFIG"]);
});

test("programs find it at localhost alone, the kubelet and Prometheus at the pod", async () => {
  const spec = await known(() =>
    added({ receives: { jaeger: ["thrift_compact"] }, ports: { health: 9133, metrics: 9888 } }),
  );
  const { receivers, extensions, exporters, processors, service } = configOf(
    spec.initContainers[0],
  );
  expect(receivers.otlp.protocols.grpc.endpoint).toBe("127.0.0.1:4317");
  expect(receivers.jaeger.protocols.thrift_compact.endpoint).toBe("127.0.0.1:6831");
  expect(extensions.health_check.endpoint).toBe("${env:POD_IP}:9133");
  const { prometheus } = service.telemetry.metrics.readers[0].pull.exporter;
  expect(prometheus).toMatchObject({ host: "${env:POD_IP}", port: 9888 });
  expect(exporters.otlp_grpc.sending_queue.queue_size).toBe(300);
  expect(processors.batch.send_batch_size).toBe(128);
});

test("Kubernetes hands the configuration on as it is meant", async () => {
  const spec = await known(() => added({ tags: { "$(HOME)": "$5" } }));
  const { value } = spec.initContainers[0].env.find(({ name }: any) => name === "AGENT_CONFIG");
  expect(value).toContain('"endpoint": "$${env:POD_IP}:13133"');
  expect(value).toContain('"key": "$$(HOME)"');
  expect(value).toContain('"value": "$$$$5"');
});

test("another configuration is another pod, so the pods are replaced", async () => {
  const one = await known(() => added());
  const other = await known(() => added({ queue: { requests: 200 } }));
  expect(other.initContainers[0].env).not.toEqual(one.initContainers[0].env);
});

test("a second time it is put in anew, and the pod gets no more time", async () => {
  const queue = { kept: { kind: "pod", size: "1Gi" } } as const;
  const own = { name: "data", emptyDir: {} };
  const pod = { ...POD, volumes: [own], terminationGracePeriodSeconds: 100 };
  const once = await known(() => added({ queue }, pod));
  const twice = await known(() =>
    added({ queue }, added({ drainSeconds: 60 }, added({ queue }, pod))),
  );
  expect(twice).toEqual(once);
  expect(once.terminationGracePeriodSeconds).toBe(115);
  expect(once.volumes).toEqual([
    own,
    { name: "agent-sidecar-queue", emptyDir: { sizeLimit: "1Gi" } },
  ]);
});

test("what is given is not changed", () => {
  const before = structuredClone(POD);
  added();
  expect(POD).toEqual(before);
});

describe("what cannot work is refused", () => {
  const one = (problem: string) => `agentSidecar: ${problem}`;
  const beside = (more: object): ProgramPod => ({
    containers: [...POD.containers, { name: "other", ...more }],
  });
  const secondAgent =
    "give one without: the second would send everything again, or find its ports taken.";

  test.each<[Partial<AgentSidecarArgs>, ProgramPod, string]>([
    [
      { kubernetes: "1.28.4" },
      POD,
      one(
        'kubernetes is "1.28.4"; give 1.29 or later: before, a sidecar may end before its program; ' +
          "use AgentDaemonSet there.",
      ),
    ],
    [
      { kubernetes: "new" },
      POD,
      one(
        'kubernetes is "new"; give 1.29 or later: before, a sidecar may end before its program; ' +
          "use AgentDaemonSet there.",
      ),
    ],
    [{}, { containers: [] }, one("pod.containers is []; give a program.")],
    [
      {},
      { ...POD, hostNetwork: true },
      one(
        "pod.hostNetwork is true; " +
          "give false: all pods of the node would meet at the ports of the agent.",
      ),
    ],
    [
      {},
      beside({ name: "agent-sidecar" }),
      one('pod is "one with a container agent-sidecar"; give that container another name.'),
    ],
    [
      {},
      beside({ image: "jaegertracing/jaeger-agent:1.6.0" }),
      one(`pod is "one with an agent, other"; ${secondAgent}`),
    ],
    [
      {},
      beside({ image: "docker.io/otel/opentelemetry-collector-contrib:0.159.0" }),
      one(`pod is "one with an agent, other"; ${secondAgent}`),
    ],
    [
      {},
      beside({ ports: [{ containerPort: 8888 }] }),
      one(
        'pod is "one whose container other listens at 8888/TCP"; ' +
          "give ports: { metrics: … }, another one for the agent.",
      ),
    ],
    [
      {},
      beside({ ports: [{ containerPort: 13133 }] }),
      one(
        'pod is "one whose container other listens at 13133/TCP"; ' +
          "give ports: { health: … }, another one for the agent.",
      ),
    ],
    [
      {},
      beside({ ports: [{ containerPort: 4318 }] }),
      one(
        'pod is "one whose container other listens at 4318/TCP"; ' +
          "give the program another port, or leave that protocol out of receives.",
      ),
    ],
    [
      { ports: { health: 4317, metrics: 70000 } },
      POD,
      "agentSidecar: 2 arguments cannot be used:\n" +
        "  - ports.metrics is 70000; give a whole number, 1 to 65535.\n" +
        '  - ports is "4317/TCP"; give each port once.',
    ],
    [
      { queue: { requests: 1000 } },
      POD,
      one(
        "queue.requests is 1000; give 612 or less, or more memory: " +
          "1000 batches of 128 take 250Mi, more than 60 % of 256Mi.",
      ),
    ],
  ])("%j beside %j", (args, pod, message) => {
    expect(() => added(args, pod)).toThrow(expect.objectContaining({ message }));
  });

  test("a port of UDP is none of TCP", () => {
    const ports = [{ containerPort: 6831, protocol: "TCP" as const }];
    const receives = { jaeger: ["thrift_compact"] as const };
    expect(() => added({ receives }, beside({ ports }))).not.toThrow();
  });
});
