/** Drives the real plugin as the engine does, over gRPC, and compares it with the package that programs use. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, type Server, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServiceError, credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CheckRequest,
  type CheckResponse,
  CreateRequest,
  type CreateResponse,
  DiffRequest,
  type DiffResponse,
  GetSchemaRequest,
  type GetSchemaResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { devDependencies } from "../../package.json";
import { ownProgram } from "../tools/build";
import { secret } from "./values";

let folder: string;
let engine: Server;
let plugin: ChildProcess;
let client: ResourceProviderClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "random-"));
  const { run } = ownProgram("plugin", join(__dirname, "main.ts"));
  await run({ work: folder, into: folder, log: join(folder, "log") });
  engine = createServer().listen(0, "127.0.0.1");
  await once(engine, "listening");
  plugin = spawn(join(folder, "plugin"), [`127.0.0.1:${(engine.address() as AddressInfo).port}`], {
    cwd: "/",
  });
  const [port] = (await once(plugin.stdout ?? plugin, "data")) as [Buffer];
  client = new ResourceProviderClient(
    `127.0.0.1:${port.toString().trim()}`,
    credentials.createInsecure(),
  );
});
afterAll(() => {
  client.close();
  engine.close();
  plugin.kill();
  rmSync(folder, { recursive: true });
});

type Answer<Response> = (error: ServiceError | null, response: Response) => void;

function ask<Response>(call: (answer: Answer<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) =>
    call((error, response) => (error ? reject(error) : resolve(response))),
  );
}

const URN = "urn:pulumi:dev::project::random:index/randomPassword:RandomPassword::name";
const struct = (value: object): Struct =>
  Struct.fromJavaScript(value as Record<string, JavaScriptValue>);

async function check(inputs: object, urn = URN) {
  const request = new CheckRequest();
  request.setUrn(urn);
  request.setOlds(struct({}));
  request.setNews(struct(inputs));
  const response = await ask<CheckResponse>((answer) => client.check(request, answer));
  return {
    inputs: response.getInputs()?.toJavaScript(),
    failures: response.getFailuresList().map((failure) => failure.toObject()),
  };
}

async function create(inputs: object) {
  const request = new CreateRequest();
  request.setUrn(URN);
  request.setProperties(struct(inputs));
  const response = await ask<CreateResponse>((answer) => client.create(request, answer));
  return { id: response.getId(), outs: response.getProperties()?.toJavaScript() ?? {} };
}

async function diff(olds: object, news: object) {
  const request = new DiffRequest();
  request.setId("none");
  request.setUrn(URN);
  request.setOlds(struct(olds));
  request.setNews(struct(news));
  const response = await ask<DiffResponse>((answer) => client.diff(request, answer));
  return { changes: response.getChanges(), replaces: response.getReplacesList() };
}

async function schema() {
  const response = await ask<GetSchemaResponse>((answer) =>
    client.getSchema(new GetSchemaRequest(), answer),
  );
  return JSON.parse(response.getSchema());
}

test("it says that it is the version that programs expect", async () => {
  const info = await ask<PluginInfo>((answer) => client.getPluginInfo(new Empty(), answer));
  expect(info.getVersion()).toBe(devDependencies["@pulumi/random"]);
});

test("a password is created once, stays secret, and is replaced when an input changes", async () => {
  const { inputs = {} } = await check({ length: 16, keepers: { round: "1" } });
  const { id, outs } = await create(inputs);
  expect(id).toBe("none");
  expect(outs).toEqual({
    ...inputs,
    result: secret(expect.stringMatching(/^.{16}$/)),
    bcryptHash: secret(expect.stringMatching(/^\$2b\$10\$.{53}$/)),
  });
  expect(await diff(outs, inputs)).toEqual({ changes: 1, replaces: [] });
  expect(await diff(outs, { ...inputs, keepers: { round: "2" } })).toEqual({
    changes: 2,
    replaces: ["keepers"],
  });
});

test("what is wrong comes back as failures, not as an error", async () => {
  expect((await check({ length: 1, minUpper: 2 })).failures).toEqual([
    {
      property: "length",
      reason: "1 is less than minUpper + minLower + minNumeric + minSpecial, 2",
    },
  ]);
  const pet = URN.replaceAll("Password", "Pet");
  expect((await check({}, pet)).failures).toEqual([expect.objectContaining({ property: "" })]);
});

describe("the schema has the names of the official package", () => {
  /** The class as it is published: an `_Args` and a `State` interface beside it. */
  const declared = (
    type: string,
    part: "Args" | "State",
  ): { name: string; required: boolean }[] => {
    const name = `random${type}`;
    const file = require.resolve(`@pulumi/random/${name}.d.ts`);
    const text = readFileSync(file, "utf8");
    const body = text.split(`export interface Random${type}${part} {`)[1]?.split("\n}")[0] ?? "";
    return [...body.matchAll(/^ {4}(\w+)(\??): /gm)].map(([, property = "", optional]) => ({
      name: property,
      required: optional === "",
    }));
  };

  test.each(["Bytes", "Id", "Integer", "Password", "String", "Uuid"])("Random%s", async (type) => {
    const { resources } = await schema();
    const resource = resources[`random:index/random${type}:Random${type}`];
    const args = declared(type, "Args");
    expect(Object.keys(resource.inputProperties).sort()).toEqual(
      args.map(({ name }) => name).sort(),
    );
    expect([...resource.requiredInputs].sort()).toEqual(
      args
        .filter(({ required }) => required)
        .map(({ name }) => name)
        .sort(),
    );
    expect(Object.keys(resource.properties).sort()).toEqual(
      declared(type, "State")
        .map(({ name }) => name)
        .sort(),
    );
  });

  test.each([
    ["Bytes", ["base64", "hex"]],
    ["Password", ["bcryptHash", "result"]],
    ["Id", []],
    ["String", []],
  ])("Random%s keeps as secret: %j", async (type, secrets) => {
    const { resources } = await schema();
    const { properties } = resources[`random:index/random${type}:Random${type}`];
    const guarded = Object.keys(properties).filter((name) => properties[name].secret);
    const source = readFileSync(require.resolve(`@pulumi/random/random${type}.js`), "utf8");
    const official = /additionalSecretOutputs: (\[.*\])/.exec(source)?.[1] ?? "[]";
    expect(guarded.sort()).toEqual(secrets);
    expect(JSON.parse(official)).toEqual(secrets);
  });
});

test("it ends when the engine is gone", async () => {
  engine.close();
  expect(await once(plugin, "exit")).toEqual([0, null]);
});
