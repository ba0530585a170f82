import { describe, expect, test } from "vitest";
import { endpointAt } from "../components/kit/endpoint";
import { only, render, type Rendered, valueOf } from "../components/kit/testing";
import { SkyWalking, type SkyWalkingArgs, type SkyWalkingStorage } from "./skywalking";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const JOB = "kubernetes:batch/v1:Job";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const credentials = {
  username: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};
const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;

const EXTERNAL: SkyWalkingStorage = {
  kind: "elasticsearch",
  server: { kind: "external", endpoint: endpointAt("es.example.com", 9200, "https"), credentials },
};
const SERVER = { kind: "native", version: "8.18.8", volume: { size: "5Gi" } } as const;
const NATIVE = { kind: "elasticsearch", server: SERVER } as const;
const ECK: SkyWalkingStorage = {
  kind: "elasticsearch",
  server: { kind: "eck", version: "8.18.8", nodes: 3, volume: { size: "5Gi" } },
};
const BANYANDB: SkyWalkingStorage = {
  kind: "banyandb",
  apiVersion: "0.10",
  targets: [endpointAt("banyandb.example.com", 17912, "grpc")],
};
const POSTGRESQL: SkyWalkingStorage = {
  kind: "postgresql",
  endpoint: endpointAt("db.example.com", 5432, "tcp"),
  database: "skywalking",
  credentials,
  ca,
};
const MYSQL: SkyWalkingStorage = {
  kind: "mysql",
  endpoint: endpointAt("db.example.com", 3306, "tcp"),
  database: "skywalking",
  credentials,
  driver: { kind: "inImage" },
};

/** The stack and what it asks for. */
async function make(args: Partial<SkyWalkingArgs> = {}) {
  let stack: SkyWalking;
  const rendered = await render(() => {
    stack = new SkyWalking("sw", {
      namespace: "tracing",
      version: "10.4.0",
      storage: EXTERNAL,
      ...args,
    });
  });
  return { stack: stack!, rendered };
}

const envOf = (workload: Rendered): Record<string, any> =>
  Object.fromEntries(
    workload.inputs.spec.template.spec.containers[0].env.map(({ name, value, valueFrom }: any) => [
      name,
      value ?? valueFrom.secretKeyRef,
    ]),
  );

/** What a workload is told of its storage. */
const storageOf = (workload: Rendered) =>
  Object.fromEntries(
    Object.entries(envOf(workload)).filter(([name]) =>
      /^SW_(STORAGE|ES|JDBC|DATA|NAMESPACE)(?!.*(TTL|REPLICAS))/.test(name),
    ),
  );

const oapOf = (rendered: readonly Rendered[]) => only(rendered, DEPLOYMENT, "sw-oap");
const uiOf = (rendered: readonly Rendered[]) => only(rendered, DEPLOYMENT, "sw-ui");
const namesOf = (rendered: readonly Rendered[]) => [
  ...new Set(rendered.map(({ inputs, name }) => inputs.metadata?.name ?? name)),
];

/** Who is called, by the NetworkPolicy of a workload, on which ports; the name service is left out. */
const calledBy = (rendered: readonly Rendered[], name: string) =>
  only(rendered, POLICY, name)
    .inputs.spec.egress.slice(1)
    .map(({ to: [{ ipBlock, podSelector }], ports }: any) => [
      ipBlock?.cidr ?? podSelector.matchLabels["app.kubernetes.io/instance"],
      ports.map(({ port }: any) => port),
    ]);

interface Arm {
  storage: SkyWalkingStorage;
  /** What OAP and its init Job are told. */
  told: Record<string, unknown>;
  secretNames: Record<string, string>;
  /** Where OAP and its init Job go. */
  calls: [where: string, ports: number[]];
  /** The label that lets them in there. */
  admitted: string[];
}

const LOGIN = {
  user: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};
const OWN_LOGIN = {
  SW_ES_USER: { name: "sw-elasticsearch-client", key: "username" },
  SW_ES_PASSWORD: { name: "sw-elasticsearch-client", key: "password" },
};

const ARMS: Record<string, Arm> = {
  "an Elasticsearch that is there": {
    storage: EXTERNAL,
    told: {
      SW_STORAGE: "elasticsearch",
      SW_STORAGE_ES_CLUSTER_NODES: "es.example.com:9200",
      SW_STORAGE_ES_HTTP_PROTOCOL: "https",
      SW_ES_USER: LOGIN.user,
      SW_ES_PASSWORD: LOGIN.password,
    },
    secretNames: { "elasticsearch user": "login" },
    calls: ["0.0.0.0/0", [9200]],
    admitted: [],
  },
  "an Elasticsearch of its own": {
    storage: NATIVE,
    told: {
      SW_STORAGE: "elasticsearch",
      SW_STORAGE_ES_CLUSTER_NODES: "sw-elasticsearch.tracing.svc:9200",
      SW_STORAGE_ES_HTTP_PROTOCOL: "http",
      ...OWN_LOGIN,
    },
    secretNames: { "elasticsearch user": "sw-elasticsearch-client" },
    calls: ["sw-elasticsearch", [9200]],
    admitted: ["kube-tracing.io/client-of-sw-elasticsearch"],
  },
  "an Elasticsearch by ECK": {
    storage: ECK,
    told: {
      SW_STORAGE: "elasticsearch",
      SW_STORAGE_ES_CLUSTER_NODES: "sw-elasticsearch-es-http.tracing.svc:9200",
      SW_STORAGE_ES_HTTP_PROTOCOL: "https",
      ...OWN_LOGIN,
      SW_STORAGE_ES_SSL_JKS_PATH: "/truststore/ca.p12",
      SW_STORAGE_ES_SSL_JKS_PASS: { name: "sw-oap-truststore", key: "password" },
    },
    secretNames: { "elasticsearch user": "sw-elasticsearch-client" },
    calls: ["sw-elasticsearch", [9200]],
    admitted: ["kube-tracing.io/client-of-sw-elasticsearch"],
  },
  "a BanyanDB": {
    storage: BANYANDB,
    told: {
      SW_STORAGE: "banyandb",
      SW_STORAGE_BANYANDB_TARGETS: "banyandb.example.com:17912",
    },
    secretNames: {},
    calls: ["0.0.0.0/0", [17912]],
    admitted: [],
  },
  "a PostgreSQL": {
    storage: POSTGRESQL,
    told: {
      SW_STORAGE: "postgresql",
      SW_JDBC_URL:
        "jdbc:postgresql://db.example.com:5432/skywalking?sslmode=verify-full&sslrootcert=/ca/storage/ca.crt",
      SW_DATA_SOURCE_USER: LOGIN.user,
      SW_DATA_SOURCE_PASSWORD: LOGIN.password,
    },
    secretNames: { "postgresql user": "login" },
    calls: ["0.0.0.0/0", [5432]],
    admitted: [],
  },
  "a MySQL": {
    storage: MYSQL,
    told: {
      SW_STORAGE: "mysql",
      SW_JDBC_URL:
        "jdbc:mysql://db.example.com:3306/skywalking?rewriteBatchedStatements=true&allowMultiQueries=true",
      SW_DATA_SOURCE_USER: LOGIN.user,
      SW_DATA_SOURCE_PASSWORD: LOGIN.password,
    },
    secretNames: { "mysql user": "login" },
    calls: ["0.0.0.0/0", [3306]],
    admitted: [],
  },
};

describe.each(Object.entries(ARMS))(
  "on %s",
  (_, { storage, told, secretNames, calls, admitted }) => {
    test("OAP and its init Job are told where it is, who they are and what to trust", async () => {
      const { rendered } = await make({ storage });
      expect(storageOf(oapOf(rendered))).toEqual(told);
      expect(storageOf(only(rendered, JOB))).toEqual(told);
    });

    test("OAP and its init Job may go there and are let in, and the page is not", async () => {
      const { rendered } = await make({ storage });
      expect(calledBy(rendered, "sw-oap")).toEqual([calls]);
      expect(calledBy(rendered, "sw-oap-init")).toEqual([calls]);
      const admissions = ({ inputs }: Rendered) =>
        Object.keys(inputs.spec.template.metadata.labels).filter((label) =>
          label.startsWith("kube-tracing.io/client-of-"),
        );
      expect(admissions(oapOf(rendered))).toEqual(admitted);
      expect(admissions(only(rendered, JOB))).toEqual(admitted);
      expect(admissions(uiOf(rendered))).toEqual(["kube-tracing.io/client-of-sw-oap"]);
    });

    test("OAP waits for the schema", async () => {
      const { rendered } = await make({ storage });
      const { annotations } = oapOf(rendered).inputs.spec.template.metadata;
      expect(annotations).toEqual({
        "kube-tracing.io/schema": only(rendered, JOB).inputs.metadata.name,
      });
    });

    test("the Secret of its user is told", async () => {
      const { stack } = await make({ storage });
      expect(await valueOf(stack.secretNames)).toEqual(secretNames);
    });
  },
);

describe("the storage", () => {
  test("is only made when it is the stack's own", async () => {
    const made = async (storage: SkyWalkingStorage) =>
      namesOf((await make({ storage })).rendered).filter((name) => name.includes("elasticsearch"));
    expect(await made(EXTERNAL)).toEqual([]);
    expect(await made(BANYANDB)).toEqual([]);
    expect(await made(NATIVE)).toContain("sw-elasticsearch");
    expect(await made(ECK)).toContain("sw-elasticsearch");
  });

  test("opens to its user the indices that OAP makes, by their prefix", async () => {
    const rolesOf = async (storage: SkyWalkingStorage) => {
      const { rendered } = await make({ storage });
      const { data } = only(rendered, CONFIG_MAP, "sw-elasticsearch-files").inputs;
      return /names: (.*)/.exec(data["roles.yml"])?.[1];
    };
    expect(await rolesOf(NATIVE)).toBe('["sw_*"]');
    expect(await rolesOf({ ...NATIVE, indexPrefix: "team1" })).toBe('["team1_*"]');
    const server = { ...SERVER, indexPattern: "everything_*" };
    expect(await rolesOf({ ...NATIVE, indexPrefix: "team1", server })).toBe('["everything_*"]');
  });

  test("tells OAP the same prefix", async () => {
    const { rendered } = await make({ storage: { ...NATIVE, indexPrefix: "team1" } });
    expect(envOf(oapOf(rendered))["SW_NAMESPACE"]).toBe("team1");
  });
});

describe("the page", () => {
  test("asks OAP, and nobody else", async () => {
    const { rendered } = await make();
    const { SW_OAP_ADDRESS, SW_ZIPKIN_ADDRESS } = envOf(uiOf(rendered));
    expect([SW_OAP_ADDRESS, SW_ZIPKIN_ADDRESS]).toEqual([
      "http://sw-oap.tracing.svc:12800",
      undefined,
    ]);
    expect(calledBy(rendered, "sw-ui")).toEqual([["sw-oap", [12800]]]);
  });

  test("asks for Zipkin traces too when OAP has them", async () => {
    const { rendered } = await make({ oap: { features: ["zipkin"] } });
    expect(envOf(uiOf(rendered))["SW_ZIPKIN_ADDRESS"]).toBe("http://sw-oap.tracing.svc:9412");
    expect(calledBy(rendered, "sw-ui")).toEqual([
      ["sw-oap", [12800]],
      ["sw-oap", [9412]],
    ]);
  });

  test("has the version of OAP, or its own", async () => {
    const image = async (args: Partial<SkyWalkingArgs>) =>
      uiOf((await make(args)).rendered).inputs.spec.template.spec.containers[0].image;
    expect(await image({ version: "10.1.0" })).toBe("docker.io/apache/skywalking-ui:10.1.0");
    expect(await image({ ui: { version: "10.3.0" } })).toBe(
      "docker.io/apache/skywalking-ui:10.3.0",
    );
  });
});

describe("what all components share", () => {
  test("reaches each of them", async () => {
    const { rendered } = await make({
      storage: NATIVE,
      namespace: "elsewhere",
      images: { registry: "registry.example.com", pullSecrets: ["pull"] },
      placement: { nodeSelector: { apm: "skywalking" } },
    });
    const others = rendered.filter(
      ({ type, inputs }) =>
        type.startsWith("kubernetes:") && inputs.metadata.namespace !== "elsewhere",
    );
    expect(namesOf(others)).toEqual([]);
    const pods = rendered.flatMap(({ inputs }) => inputs.spec?.template?.spec ?? []);
    expect(pods).toHaveLength(4);
    for (const { containers, imagePullSecrets, nodeSelector } of pods) {
      expect(containers[0].image).toMatch(/^registry\.example\.com\//);
      expect(imagePullSecrets).toEqual([{ name: "pull" }]);
      expect(nodeSelector).toEqual({ apm: "skywalking" });
    }
  });

  test("cannot be given to one of them alone", () => {
    const oap: SkyWalkingArgs["oap"] = {
      // @ts-expect-error -- the namespace is that of the stack
      namespace: "elsewhere",
    };
    expect(oap).toBeDefined();
  });
});

describe("outputs", () => {
  test("tell where agents send, where to ask and where the page is", async () => {
    const { stack } = await make();
    expect(await valueOf(stack.addresses)).toEqual({
      "skywalking grpc": "sw-oap.tracing.svc:11800",
      "skywalking rest": "http://sw-oap.tracing.svc:12800",
      "skywalking ui": "http://sw-ui.tracing.svc:8080",
    });
    expect([await valueOf(stack.grpc.address), stack.grpc.speaks]).toEqual([
      "sw-oap.tracing.svc:11800",
      "grpc",
    ]);
    expect(await valueOf(stack.rest.address)).toBe("sw-oap.tracing.svc:12800");
    expect(await valueOf(stack.ui!.address)).toBe("sw-ui.tracing.svc:8080");
  });

  test("say nothing of a page that there is not, and how to ask without one", async () => {
    const { stack, rendered } = await make({ ui: { kind: "none" } });
    expect(stack.ui).toBeUndefined();
    expect(await valueOf(stack.addresses)).toEqual({
      "skywalking grpc": "sw-oap.tracing.svc:11800",
      "skywalking rest": "http://sw-oap.tracing.svc:12800",
    });
    expect(await valueOf(stack.next)).toEqual([
      "kubectl --namespace tracing get pods",
      "kubectl --namespace tracing port-forward service/sw-oap 12800",
    ]);
    expect(rendered.filter(({ name }) => name.includes("-ui"))).toEqual([]);
  });

  test("lead agents to the port behind TLS when there is one", async () => {
    const certificate = { kind: "secret", name: "oap-tls" } as const;
    const { stack } = await make({ oap: { mtls: { certificate, clientCa: { kind: "none" } } } });
    expect((await valueOf(stack.addresses))["skywalking grpc"]).toBe("sw-oap.tracing.svc:11801");
    expect([stack.grpc.port, stack.grpc.speaks]).toEqual([11801, "grpcs"]);
  });

  const LOCAL = "kubectl --namespace tracing port-forward service/sw-ui 8080";

  test("tell how to open a page that is only there inside the cluster", async () => {
    const { stack } = await make();
    expect(await valueOf(stack.next)).toEqual(["kubectl --namespace tracing get pods", LOCAL]);
    const closed = await make({ ui: { exposure: { kind: "clusterIP" } } });
    expect(await valueOf(closed.stack.next)).toContain(LOCAL);
  });

  test("give the address of a page that is there outside", async () => {
    const exposure = {
      kind: "ingress",
      host: "tracing.example.com",
      className: "nginx",
      tlsSecret: "tls",
    } as const;
    const { stack } = await make({ ui: { exposure, callers: [{ kind: "cluster" }] } });
    expect((await valueOf(stack.addresses))["skywalking ui"]).toBe("https://tracing.example.com");
    expect(await valueOf(stack.next)).toEqual(["kubectl --namespace tracing get pods"]);
  });
});
