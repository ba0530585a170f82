import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Server, createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Access, KubernetesClient, field, hasCondition, items } from "./kubernetes";
import { ensurePki } from "./cluster/pki";
import { LOOPBACK } from "./cluster/ports";

const POD = { apiVersion: "v1", kind: "Pod", metadata: { name: "web" } };

let folder: string;
let server: Server;
let access: Access;
let client: KubernetesClient;
let seen: { line: string; type: string | undefined; user: unknown; body: string }[];
let reply: (answer: ServerResponse) => void;

const pem = (file: string) => readFileSync(join(folder, file), "utf8");

async function take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  seen.push({
    line: `${request.method} ${request.url}`,
    type: request.headers["content-type"],
    user: (request.socket as TLSSocket).getPeerCertificate().subject.CN,
    body: Buffer.concat(parts).toString(),
  });
  reply(answer);
}

const answers = (status: number, body: unknown) => (answer: ServerResponse) =>
  void answer.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kubernetes-"));
  await ensurePki(folder);
  server = createServer(
    {
      cert: pem("kube-apiserver.crt"),
      key: pem("kube-apiserver.key"),
      ca: pem("ca.crt"),
      requestCert: true,
    },
    (request, answer) => void take(request, answer),
  );
  await new Promise<void>((done) => server.listen(0, LOOPBACK, done));
  const address = server.address();
  access = {
    server: `https://${LOOPBACK}:${typeof address === "object" ? address?.port : undefined}`,
    ca: pem("ca.crt"),
    cert: pem("admin.crt"),
    key: pem("admin.key"),
  };
  client = new KubernetesClient(access, 300);
});
afterAll(() => {
  client.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen = [];
  reply = answers(200, POD);
});

describe("calls", () => {
  test("get comes with the client certificate", async () => {
    expect(await client.get("/api/v1/pods")).toEqual(POD);
    expect(seen).toEqual([
      { line: "GET /api/v1/pods", type: undefined, user: "kube-tracing-admin", body: "" },
    ]);
  });

  test("create posts JSON", async () => {
    await client.create("/api/v1/pods", POD);
    expect(seen[0]).toMatchObject({
      line: "POST /api/v1/pods",
      type: "application/json",
      body: JSON.stringify(POD),
    });
  });

  test("apply owns its fields, whoever had them before", async () => {
    await client.apply("/api/v1/pods/web", POD);
    expect(seen[0]).toMatchObject({
      line: "PATCH /api/v1/pods/web?fieldManager=kube-tracing-toolchain&force=true",
      type: "application/apply-patch+yaml",
    });
  });

  test("delete takes along what belongs to the object, and an object that is gone is fine", async () => {
    reply = answers(404, { message: 'pods "web" not found' });
    await client.delete("/api/v1/pods/web");
    expect(seen[0]?.line).toBe("DELETE /api/v1/pods/web?propagationPolicy=Background");
  });

  test("text comes as it is", async () => {
    reply = answers(200, "ok");
    expect(await client.text("/readyz")).toBe("ok");
  });
});

describe("errors", () => {
  test("say what was asked, what came back and why", async () => {
    reply = answers(403, { kind: "Status", message: "pods is forbidden" });
    await expect(client.get("/api/v1/pods")).rejects.toMatchObject({
      status: 403,
      message: "GET /api/v1/pods: 403 pods is forbidden",
    });
    reply = answers(500, "[-]etcd failed: reason withheld\n");
    await expect(client.text("/readyz")).rejects.toThrow(
      "GET /readyz: 500 [-]etcd failed: reason withheld",
    );
    await expect(client.delete("/api/v1/pods/web")).rejects.toThrow("DELETE /api/v1/pods/web: 500");
  });

  test("no answer within the limit", async () => {
    reply = () => undefined;
    await expect(client.get("/api")).rejects.toThrow("GET /api: no answer within 0.3 s");
  });

  test("a server with a certificate of somebody else is not believed", async () => {
    const stranger = new KubernetesClient({ ...access, ca: pem("etcd-ca.crt") });
    await expect(stranger.get("/api")).rejects.toThrow(
      "GET /api: self-signed certificate in certificate chain",
    );
    stranger.close();
  });

  test("nobody listens", async () => {
    const nobody = new KubernetesClient({ ...access, server: "https://127.0.0.1:1" });
    await expect(nobody.get("/api")).rejects.toThrow("GET /api: connect ECONNREFUSED 127.0.0.1:1");
    nobody.close();
  });
});

describe("readers", () => {
  const pod = { status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] } };

  test("field walks a path and stops where there is nothing", () => {
    expect(field(pod, "status", "phase")).toBe("Running");
    expect(field(pod, "status", "conditions", 0, "type")).toBe("Ready");
    expect(field(pod, "spec", "containers", 0)).toBeUndefined();
    expect(field(undefined, "a")).toBeUndefined();
  });

  test("items of a list, and of something else", () => {
    expect(items({ items: [1, 2] })).toEqual([1, 2]);
    expect(items({})).toEqual([]);
  });

  test("hasCondition", () => {
    expect(hasCondition(pod, "Ready")).toBe(true);
    expect(hasCondition(pod, "Complete")).toBe(false);
    expect(
      hasCondition({ status: { conditions: [{ type: "Ready", status: "False" }] } }, "Ready"),
    ).toBe(false);
    expect(hasCondition({}, "Ready")).toBe(false);
  });
});
