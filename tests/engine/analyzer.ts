import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** A resource, as the engine shows it to a policy pack. */
export interface Shown {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, JavaScriptValue>>;
  /** URN of its provider. */
  readonly provider?: string;
  readonly protect?: boolean;
  /** URNs of what must be there first. */
  readonly dependencies?: readonly string[];
}

/** What a policy says. */
export interface Said {
  readonly policy: string;
  readonly level: "advisory" | "mandatory";
  readonly message: string;
  readonly urn: string;
  /** All of it, as the engine gets it. */
  readonly diagnostic: analyzer.AnalyzeDiagnostic.AsObject;
}

/** What a policy did about a resource. */
export interface Remedy {
  readonly policy: string;
  readonly properties: JavaScriptValue | undefined;
  /** Why it could not be repaired. */
  readonly diagnostic: string;
}

/** By policy: its level, and what else is configured for it. */
export type Levels = Readonly<
  Record<
    string,
    "advisory" | "mandatory" | "disabled" | "remediate" | Record<string, JavaScriptValue>
  >
>;

/** Address of an engine; no pack asks for more than that there is one. */
export const ENGINE = "127.0.0.1:1";

/** A policy pack that runs, and the questions that the engine has for it. */
export interface Pack {
  readonly info: analyzer.AnalyzerInfo.AsObject;
  configure(levels: Levels): Promise<void>;
  analyze(resource: Shown): Promise<Said[]>;
  analyzeStack(resources: readonly Shown[]): Promise<Said[]>;
  /** What the policies did, one after the other; and policies that cannot do anything, with the reason. */
  remediate(resource: Shown): Promise<{ remedies: Remedy[]; unable: [string, string][] }>;
  stop(): void;
}

/** Starts a policy pack as the engine does: a program that prints its port. */
export async function startPack(
  command: string,
  args: readonly string[] = [ENGINE],
  cwd?: string,
): Promise<Pack> {
  const process = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], cwd });
  let said = "";
  process.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const port = await new Promise<string>((done, fail) => {
    createInterface(process.stdout).once("line", done);
    process.once("exit", (code) => fail(new Error(`the pack ended with ${code}: ${said}`)));
  });
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": 2 ** 29,
    "grpc.max_send_message_length": 2 ** 29,
  });
  const info = await ask<analyzer.AnalyzerInfo>((reply) =>
    client.getAnalyzerInfo(new Empty(), reply),
  );
  return {
    info: info.toObject(),
    configure: async (levels) => {
      await ask<Empty>((reply) => client.configure(configured(levels), reply));
    },
    analyze: async (resource) =>
      saidIn(await ask((reply) => client.analyze(requestFor(resource), reply))),
    analyzeStack: async (resources) => {
      const request = new analyzer.AnalyzeStackRequest().setResourcesList(
        resources.map(resourceIn),
      );
      return saidIn(await ask((reply) => client.analyzeStack(request, reply)));
    },
    remediate: async (resource) => {
      const answer = await ask<analyzer.RemediateResponse>((reply) =>
        client.remediate(requestFor(resource), reply),
      );
      return {
        remedies: answer.getRemediationsList().map((one) => ({
          policy: one.getPolicyname(),
          properties: one.getProperties()?.toJavaScript(),
          diagnostic: one.getDiagnostic(),
        })),
        unable: answer
          .getNotApplicableList()
          .map((one): [string, string] => [one.getPolicyName(), one.getReason()]),
      };
    },
    stop: () => {
      client.close();
      process.kill();
    },
  };
}

type Reply<T> = (error: grpc.ServiceError | null, response: T) => void;

function ask<T>(call: (reply: Reply<T>) => void): Promise<T> {
  return new Promise((done, fail) =>
    call((error, response) => (error === null ? done(response) : fail(new Error(error.details)))),
  );
}

const LEVELS = {
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
  disabled: analyzer.EnforcementLevel.DISABLED,
  remediate: analyzer.EnforcementLevel.REMEDIATE,
};

function configured(configuration: Levels): analyzer.ConfigureAnalyzerRequest {
  const request = new analyzer.ConfigureAnalyzerRequest();
  for (const [name, given] of Object.entries(configuration)) {
    const isLevel = typeof given === "string";
    request
      .getPolicyconfigMap()
      .set(
        name,
        new analyzer.PolicyConfig()
          .setEnforcementlevel(isLevel ? LEVELS[given] : LEVELS.mandatory)
          .setProperties(Struct.fromJavaScript(isLevel ? {} : given)),
      );
  }
  return request;
}

const requestFor = (resource: Shown) => filled(new analyzer.AnalyzeRequest(), resource);

const resourceIn = (resource: Shown) =>
  filled(new analyzer.AnalyzerResource(), resource).setDependenciesList([
    ...(resource.dependencies ?? []),
  ]);

/** What is said of a resource, alone or in a stack. */
function filled<Message extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(
  message: Message,
  resource: Shown,
): Message {
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.name);
  message.setProperties(Struct.fromJavaScript(resource.inputs));
  message.setOptions(optionsOf(resource));
  message.setProvider(providerOf(resource));
  return message;
}

const optionsOf = ({ protect = false }: Shown) =>
  new analyzer.AnalyzerResourceOptions().setProtect(protect);

function providerOf({ provider }: Shown): analyzer.AnalyzerProviderResource | undefined {
  if (provider === undefined) return undefined;
  return new analyzer.AnalyzerProviderResource()
    .setUrn(provider)
    .setType("pulumi:providers:kubernetes")
    .setName(provider.split("::").at(-1) ?? "")
    .setProperties(Struct.fromJavaScript({}));
}

function saidIn(answer: analyzer.AnalyzeResponse): Said[] {
  return answer.getDiagnosticsList().map((one) => ({
    policy: one.getPolicyname(),
    level:
      one.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    message: one.getMessage(),
    urn: one.getUrn(),
    diagnostic: one.toObject(),
  }));
}
