import { spawn } from "node:child_process";
import { resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN, decode, isMap, secret } from "./engine/wire";

/** A program to run, as the Pulumi CLI would. */
export interface Asked {
  /** Folder of the project. @default this project's */
  readonly directory?: string;
  readonly stack: string;
  /** Values by full key, such as `kube-tracing:platform`; texts as they are, all else as JSON. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Keys whose values are kept encrypted. @default [] */
  readonly secretKeys?: readonly string[];
  /** Preview: what only a cluster or a provider could tell is not known. @default false */
  readonly dryRun?: boolean;
  /** Variables besides those of this process. @default {} */
  readonly env?: Readonly<Record<string, string>>;
}

/** One resource that the program registered. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** A resource of a provider; else a component. */
  readonly custom: boolean;
  /** URN of the parent; empty for the stack. */
  readonly parent: string;
  /** `<urn>::<id>` of the provider; empty for the default one. */
  readonly provider: string;
  /** URNs of what must be there first. */
  readonly dependencies: readonly string[];
  /** The same by input. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Former names or URNs. */
  readonly aliases: readonly string[];
  readonly protect: boolean;
  /** What it was given, secrets unwrapped. Shapes differ by type; tests assert exact values. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest of any kind
  readonly inputs: any;
  /** Where in the inputs secrets are: `stringData.token`. */
  readonly secrets: readonly string[];
}

/** What came of it. */
export interface Run {
  /** 0, or 32 when the program failed with a message. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the program told the engine, in order. */
  readonly messages: readonly { severity: "debug" | "info" | "warning" | "error"; text: string }[];
  /** In the order of arrival; the first is the stack itself. */
  readonly registrations: readonly Registration[];
  /** What the program exports. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

const PROJECT = resolve(__dirname, "..");

/**
 * Runs a program with the Node runner of the Pulumi SDK against an engine that answers everything and
 * writes it down: no CLI, no plugin, no cluster. Objects get what a provider would compute as far as
 * names go: an object without one gets the resource's, a password is the word `generated`.
 */
export async function runProgram(asked: Asked): Promise<Run> {
  const { address, record, stop } = await startEngine(asked);
  try {
    return { ...(await runNode(asked, address)), ...record };
  } finally {
    stop();
  }
}

/** The engine by itself, for what is no program. */
export interface Engine {
  /** `127.0.0.1:<port>`, of the engine and of its resource monitor. */
  readonly address: string;
  /** Grows as it is asked. */
  readonly record: Recorded;
  readonly stop: () => void;
}

/** Starts an engine that answers everything and writes it down. */
export async function startEngine(asked: Pick<Asked, "stack" | "dryRun">): Promise<Engine> {
  const record = { messages: [], registrations: [], outputs: {} } satisfies Recorded;
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceMonitorService, monitor(asked, record));
  server.addService(EngineService, engineOf(record));
  const host = "127.0.0.1";
  const port = await new Promise<number>((done, fail) =>
    server.bindAsync(`${host}:0`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? done(bound) : fail(error),
    ),
  );
  return { address: `${host}:${port}`, record, stop: () => server.forceShutdown() };
}

interface Recorded {
  messages: Run["messages"][number][];
  registrations: Registration[];
  outputs: Record<string, unknown>;
}

function runNode(
  { directory = PROJECT, stack, config, secretKeys, dryRun, env }: Asked,
  at: string,
) {
  const values = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const where = [
    "--monitor",
    at,
    "--engine",
    at,
    "--pwd",
    directory,
    "--root-directory",
    directory,
  ];
  const what = ["--organization", "organization", "--project", "kube-tracing", "--stack", stack];
  const how = [...(dryRun === true ? ["--dry-run"] : []), "--parallel", "16", "index.ts"];
  const runner = require.resolve("@pulumi/pulumi/cmd/run", { paths: [directory] });
  const child = spawn(process.execPath, [runner, ...where, ...what, ...how], {
    cwd: directory,
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys ?? []),
      PULUMI_NODEJS_TYPESCRIPT: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
  return new Promise<Pick<Run, "code" | "stdout" | "stderr">>((done, fail) => {
    child.on("error", fail).on("close", (code) => done({ code, ...text }));
  });
}

type Answer<Request, Reply> = grpc.handleUnaryCall<Request, Reply>;

/** Answers to everything that a program may ask about resources. */
function monitor(asked: Pick<Asked, "stack" | "dryRun">, { registrations, outputs }: Recorded) {
  const nothing: Answer<unknown, Empty> = (_, reply) => reply(null, new Empty());
  const refused: Answer<{ getTok(): string }, never> = ({ request }, reply) =>
    reply({
      code: grpc.status.UNIMPLEMENTED,
      details: `nothing answers provider functions here, and ${request.getTok()} was called`,
    });
  const invoked: Answer<resource.ResourceInvokeRequest, resource.ResourceInvokeResponse> = (
    call,
    reply,
  ) => {
    if (call.request.getTok() !== "pulumi:pulumi:getResource") return refused(call, reply);
    const urn = call.request.getArgs()?.getFieldsMap().get("urn")?.getStringValue() ?? "";
    const found = { urn, id: `${urn.split("::").at(-1) ?? ""}-id`, state: {} };
    reply(null, new resource.ResourceInvokeResponse().setReturn(Struct.fromJavaScript(found)));
  };
  const supported: Answer<unknown, resource.SupportsFeatureResponse> = (_, reply) =>
    reply(null, new resource.SupportsFeatureResponse().setHassupport(true));
  const packaged: Answer<resource.RegisterPackageRequest, resource.RegisterPackageResponse> = (
    { request },
    reply,
  ) => reply(null, new resource.RegisterPackageResponse().setRef(request.getName()));
  const registered: Answer<resource.RegisterResourceRequest, resource.RegisterResourceResponse> = (
    { request },
    reply,
  ) => {
    const registration = registrationOf(request, asked.stack);
    registrations.push(registration);
    const state = stateOf(registration, request.getObject()?.toJavaScript() ?? {}, asked);
    const id = registration.custom && asked.dryRun !== true ? `${registration.name}-id` : "";
    reply(
      null,
      new resource.RegisterResourceResponse()
        .setUrn(registration.urn)
        .setId(id)
        .setObject(Struct.fromJavaScript(state)),
    );
  };
  const told: Answer<resource.RegisterResourceOutputsRequest, Empty> = ({ request }, reply) => {
    if (request.getUrn().includes("pulumi:pulumi:Stack")) {
      const exported = decode(request.getOutputs()?.toJavaScript() ?? {}).value;
      if (isMap(exported)) Object.assign(outputs, exported);
    }
    reply(null, new Empty());
  };
  return {
    getDeploymentInfo: unimplemented,
    supportsFeature: supported,
    invoke: invoked,
    call: refused,
    readResource: unimplemented,
    registerPackage: packaged,
    registerResource: registered,
    registerResourceOutputs: told,
    registerStackTransform: nothing,
    registerStackInvokeTransform: nothing,
    registerResourceHook: nothing,
    registerErrorHook: nothing,
    signalAndWaitForShutdown: nothing,
  };
}

const unimplemented: Answer<unknown, never> = (_, reply) =>
  reply({ code: grpc.status.UNIMPLEMENTED, details: "not part of the recorded engine" });

const SEVERITIES = ["debug", "info", "warning", "error"] as const;

function engineOf({ messages }: Recorded) {
  let root = "";
  const log: Answer<engine.LogRequest, Empty> = ({ request }, reply) => {
    const severity = SEVERITIES[request.getSeverity()];
    messages.push({ severity, text: request.getMessage() });
    reply(null, new Empty());
  };
  const getRootResource: Answer<unknown, engine.GetRootResourceResponse> = (_, reply) =>
    reply(null, new engine.GetRootResourceResponse().setUrn(root));
  const setRootResource: Answer<engine.SetRootResourceRequest, engine.SetRootResourceResponse> = (
    { request },
    reply,
  ) => {
    root = request.getUrn();
    reply(null, new engine.SetRootResourceResponse());
  };
  return { log, getRootResource, setRootResource };
}

function registrationOf(request: resource.RegisterResourceRequest, stack: string): Registration {
  const type = request.getType();
  const name = request.getName();
  const parent = request.getParent();
  const { value, secrets } = decode(request.getObject()?.toJavaScript() ?? {});
  const byProperty = request.getPropertydependenciesMap().getEntryList();
  return {
    urn: `urn:pulumi:${stack}::kube-tracing::${typePath(parent)}${type}::${name}`,
    type,
    name,
    custom: request.getCustom(),
    parent,
    provider: request.getProvider(),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      byProperty.map(([property]) => [
        property,
        request.getPropertydependenciesMap().get(property)?.getUrnsList() ?? [],
      ]),
    ),
    aliases: request
      .getAliasesList()
      .map((alias) =>
        alias.getUrn() === "" ? (alias.getSpec()?.getName() ?? "") : alias.getUrn(),
      ),
    protect: request.getProtect() ?? false,
    inputs: value,
    secrets,
  };
}

/** The types of the parents that are part of a URN; the stack's is not. */
function typePath(parent: string): string {
  const types = parent.split("::")[2] ?? "";
  return types === "" || types === "pulumi:pulumi:Stack" ? "" : `${types}$`;
}

/** What the provider would know of the resource after it has been asked for it. */
function stateOf(
  { type, name }: Registration,
  inputs: Record<string, JavaScriptValue>,
  { dryRun }: Pick<Asked, "dryRun">,
): Record<string, JavaScriptValue> {
  if (type.startsWith("random:"))
    return { ...inputs, result: dryRun === true ? UNKNOWN : secret("generated") };
  if (!type.startsWith("kubernetes:")) return inputs;
  const { metadata } = inputs;
  return { ...inputs, metadata: { name, ...(isMap(metadata) ? metadata : {}) } };
}
