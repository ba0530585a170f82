import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { environments, ROOT } from "../scripts/golden/environments";
import { type Engine, type Registration, startEngine } from "./engine";
import { goldenOf, manifestsIn } from "./engine/golden";
import { decode, isMap, secret } from "./engine/wire";

const PLUGIN = join(ROOT, "plugin");

let engine: Engine;
let plugin: ChildProcess;
let said = "";
let client: ResourceProviderClient;

/** Starts it as the Node language host does, and reads the port that it answers on. */
beforeAll(async () => {
  engine = await startEngine({ stack: "dev" });
  const runner = require.resolve("@pulumi/pulumi/cmd/run-plugin", { paths: [PLUGIN] });
  const started = spawn(process.execPath, [runner, PLUGIN, engine.address], { cwd: PLUGIN });
  plugin = started;
  started.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const port = await new Promise<string>((done, fail) => {
    createInterface(started.stdout).once("line", done);
    started.once("exit", (code) => fail(new Error(`the plugin ended with ${code}: ${said}`)));
  });
  client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
});

afterAll(() => {
  client.close();
  plugin.kill();
  engine.stop();
});

type Reply<T> = (error: grpc.ServiceError | null, response: T) => void;

function ask<T>(call: (reply: Reply<T>) => void): Promise<T> {
  return new Promise((done, fail) =>
    call((error, response) => (error === null ? done(response) : fail(new Error(error.details)))),
  );
}

interface Constructed {
  urn: string;
  outputs: unknown;
  registrations: readonly Registration[];
  /** What the plugin told the engine besides. */
  messages: readonly string[];
}

/** `new Platform("kube-tracing", inputs)` in a program of any language. */
async function construct(
  inputs: Record<string, any>,
  { dryRun = false, providers = {} }: { dryRun?: boolean; providers?: Record<string, string> } = {},
): Promise<Constructed> {
  const { address, record, stop } = await startEngine({ stack: "dev", dryRun });
  const request = new provider.ConstructRequest()
    .setProject("my-tracing")
    .setStack("dev")
    .setOrganization("organization")
    .setType("kube-tracing:index:Platform")
    .setName("kube-tracing")
    .setInputs(Struct.fromJavaScript(inputs))
    .setMonitorendpoint(address)
    .setDryrun(dryRun)
    .setParallel(16)
    .setAcceptsOutputValues(true);
  for (const [name, reference] of Object.entries(providers))
    request.getProvidersMap().set(name, reference);
  try {
    const response = await ask<provider.ConstructResponse>((reply) =>
      client.construct(request, reply),
    );
    const outputs = decode(response.getState()?.toJavaScript()).value;
    const messages = record.messages.flatMap(({ text, severity }) =>
      severity === "debug" ? [] : [text],
    );
    return { urn: response.getUrn(), outputs, registrations: record.registrations, messages };
  } finally {
    stop();
  }
}

/** The value of `platform` in a stack file. */
function platformOf(environment: string): Record<string, any> {
  const { platform } = environments().find(({ name }) => name === environment)!;
  return structuredClone(platform);
}

const ADDRESSES = {
  "jaeger otlp": "jaeger-collector.tracing.svc:4317",
  "jaeger otlp http": "http://jaeger-collector.tracing.svc:4318",
  "jaeger ui": "http://jaeger-query.tracing.svc:16686",
  "skywalking grpc": "skywalking-oap.tracing.svc:11800",
  "skywalking rest": "http://skywalking-oap.tracing.svc:12800",
  "skywalking ui": "http://skywalking-ui.tracing.svc:8080",
};

describe("the plugin", () => {
  test("tells what it offers as plugin/schema.json says", async () => {
    const response = await ask<provider.GetSchemaResponse>((reply) =>
      client.getSchema(new provider.GetSchemaRequest(), reply),
    );
    const committed = readFileSync(join(PLUGIN, "schema.json"), "utf8");
    expect(JSON.parse(response.getSchema())).toEqual(JSON.parse(committed));
  });

  test("has the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const info: any = await ask((reply) => client.getPluginInfo(new Empty(), reply));
    expect(info.getVersion()).toBe(version);
  });
});

describe("a platform made for another language", () => {
  test("is the same as in this one", async () => {
    const inputs = { platform: platformOf("local"), kubeconfig: secret("keys") };
    const { urn, outputs, registrations, messages } = await construct(inputs);
    expect(urn).toBe("urn:pulumi:dev::kube-tracing::kube-tracing:index:Platform::kube-tracing");
    expect(outputs).toEqual({
      addresses: ADDRESSES,
      secretNames: {
        "elasticsearch user": "skywalking-elasticsearch-client",
        "jaeger user": "skywalking-elasticsearch-client-jaeger",
      },
      next: [
        "kubectl --namespace tracing get pods",
        "kubectl --namespace tracing port-forward service/skywalking-ui 8080",
        "kubectl --namespace tracing port-forward service/jaeger-query 16686",
      ],
    });
    expect(manifestsIn(registrations)).toEqual(goldenOf("local"));
    expect(messages).toEqual([]);
    const { inputs: cluster, secrets } = registrations.find(
      ({ type }) => type === "pulumi:providers:kubernetes",
    )!;
    const context = "kube-tracing-local";
    expect(cluster).toEqual({ kubeconfig: "keys", context, clusterIdentifier: context });
    expect(secrets).toEqual(["kubeconfig"]);
  });

  test("takes secrets, and keeps them so", async () => {
    const { registrations } = await construct({
      platform: platformOf("prod"),
      kubeconfig: "keys",
      context: "elsewhere",
      secrets: { agentToken: secret("a-token"), jaegerClientSecret: secret("a-secret") },
    });
    expect(manifestsIn(registrations)).toEqual(goldenOf("prod"));
    const shown = registrations.filter(({ inputs }) => JSON.stringify(inputs).includes("a-token"));
    expect(shown.map(({ type, secrets }) => [type, secrets])).toEqual([
      ["kube-tracing:index:Platform", ["kubeconfig", "secrets"]],
      ["kube-tracing:index:Oap", ["agentToken"]],
      ["kubernetes:core/v1:Secret", ["stringData"]],
      ["kube-tracing:index:OtelCollector", ["exporters"]],
      ["kubernetes:core/v1:Secret", ["stringData"]],
    ]);
    const cluster = registrations.find(({ type }) => type === "pulumi:providers:kubernetes");
    expect(cluster?.inputs.context).toBe("elsewhere");
  });

  test("uses the provider that it is handed when no kubeconfig is given", async () => {
    const { cluster, ...platform } = platformOf("local");
    expect(cluster).toBeDefined();
    const own = "urn:pulumi:dev::my-tracing::pulumi:providers:kubernetes::mine::mine-id";
    const { registrations } = await construct({ platform }, { providers: { kubernetes: own } });
    const used = registrations.filter(({ type }) => type.startsWith("kubernetes:"));
    expect([...new Set(used.map(({ provider: reference }) => reference))]).toEqual([own]);
    expect(registrations.filter(({ type }) => type === "pulumi:providers:kubernetes")).toEqual([]);
  });

  test("knows its addresses already at a preview", async () => {
    const inputs = { platform: platformOf("local"), kubeconfig: secret("keys") };
    const { outputs } = await construct(inputs, { dryRun: true });
    expect(isMap(outputs) && outputs["addresses"]).toEqual(ADDRESSES);
  });
});

describe("a platform that cannot be made", () => {
  test("is told everything that is wrong with it, as a stack file is", async () => {
    const platform = platformOf("local");
    platform["namespace"].name = "Tracing";
    platform["skywalking"].storage.server.volume.size = "5GB";
    platform["skywalking"].oap.resources.limits.memroy = "2Gi";
    const told = await construct({ platform, kubeconfig: "keys" }).catch((error: unknown) => error);
    expect((told as Error).message).toBe(`The configuration cannot be used, 3 problems:
  platform.namespace.name                          is "Tracing"; give a name of lower-case letters, digits and -, 63 at most
  platform.skywalking.oap.resources.limits.memroy  unknown key; did you mean memory?
  platform.skywalking.storage.server.volume.size   is "5GB"; give a size such as 20Gi or 1Ti`);
  });

  test("is told the secrets that it lacks", async () => {
    const inputs = { platform: platformOf("prod"), kubeconfig: "keys" };
    const message =
      "Platform: secrets.agentToken is missing; give the text that { config: agentToken } stands for.";
    await expect(construct(inputs)).rejects.toThrow(message);
  });
});
