import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endpointAt } from "../kit/endpoint";
import { render, valueOf } from "../kit/testing";
import { type Asked, loginGate } from "./gate";

const PLAIN: Asked = {
  version: "8.18.8",
  endpoint: endpointAt("es.tracing.svc", 9200, "https"),
  nodes: ["es-0", "es-1"],
  login: "es-client",
};
const ASKED: Asked = { ...PLAIN, ca: { kind: "secret", name: "es-tls", key: "ca.crt" } };

let bin: string;
beforeEach(() => (bin = mkdtempSync(join(tmpdir(), "gate-"))));
afterEach(() => rmSync(bin, { recursive: true }));

/** Runs the container's command, with a curl that answers as it is told, call by call. */
async function run(answers: readonly string[], password = "password") {
  const [container] = await shown(ASKED);
  const [log, left] = [join(bin, "log"), join(bin, "answers")];
  writeFileSync(log, "");
  writeFileSync(left, answers.map((answer) => `${answer}\n`).join(""));
  tool("curl", `{ echo "$*"; cat; } >> ${log}; head -n 1 ${left}; sed -i 1d ${left}; exit 22`);
  tool("sleep", "exit 0");
  const [command, option, script, ...args] = container.command;
  const env = { PATH: `${bin}:${process.env["PATH"]}` };
  writeFileSync(join(bin, "username"), "next");
  writeFileSync(join(bin, "password"), password);
  const here = script.replaceAll("/login/", `${bin}/`);
  const { status, stdout } = spawnSync(command, [option, here, ...args], {
    env,
    encoding: "utf8",
    timeout: 20_000,
  });
  return { status, stdout, asked: readFileSync(log, "utf8") };
}

async function shown(asked: Asked): Promise<any[]> {
  let containers: any[] = [];
  await render(async () => {
    containers = (await valueOf(pulumi.output(loginGate(asked).initContainers))) as any[];
  });
  return containers;
}

function tool(name: string, script: string) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

test("each node is asked by its own address, under the name in the certificate", async () => {
  const { status, asked } = await run(["200", "200"]);
  expect(status).toBe(0);
  const options =
    "--config - --silent --output /dev/null --write-out %{http_code} --max-time 10 --connect-to";
  const url = "https://es.tracing.svc:9200/_security/_authenticate";
  expect(asked).toBe(
    ["es-0", "es-1"]
      .map((node) => `${options} ::${node}: ${url}\nuser = "next:password"\n`)
      .join(""),
  );
});

test("a node that refuses the user is asked again, until it does not", async () => {
  const { status, stdout, asked } = await run(["401", "200", "401", "401", "200"]);
  expect(status).toBe(0);
  expect(stdout).toBe(
    "es-0 does not let next in yet\n" + "es-1 does not let next in yet\n".repeat(2),
  );
  expect(asked.match(/::es-[01]:/g)).toEqual(["::es-0:", "::es-0:", ...Array(3).fill("::es-1:")]);
});

test("a node that cannot be reached is waited for by nobody", async () => {
  expect(await run(["000", "503"])).toMatchObject({ status: 0, stdout: "" });
});

test("the password goes in by standard input, whatever is in it", async () => {
  const { asked } = await run(["200", "200"], `p"a\\s s%d$x'q#1`);
  expect(asked).toContain(`user = "next:p\\"a\\\\s s%d$x'q#1"\n`);
});

test("the container reads the login and the CA of the store from their Secrets", async () => {
  const [container] = await shown(ASKED);
  expect(container).toMatchObject({
    name: "login",
    image: "docker.elastic.co/elasticsearch/elasticsearch:8.18.8",
    env: [{ name: "CURL_CA_BUNDLE", value: "/elasticsearch-ca/ca.crt" }],
    volumeMounts: [
      { name: "login", mountPath: "/login", readOnly: true },
      { name: "elasticsearch-ca", mountPath: "/elasticsearch-ca", readOnly: true },
    ],
  });
  const items = [{ key: "ca.crt", path: "ca.crt" }];
  expect(loginGate(ASKED).volumes).toEqual([
    { name: "login", secret: { secretName: "es-client" } },
    { name: "elasticsearch-ca", secret: { secretName: "es-tls", items } },
  ]);
});

test("without TLS there is no CA to mount", async () => {
  const [container] = await shown(PLAIN);
  expect(container).not.toHaveProperty("env");
  expect(container.volumeMounts).toHaveLength(1);
  expect(loginGate(PLAIN).volumes).toEqual([
    { name: "login", secret: { secretName: "es-client" } },
  ]);
});
