import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PATHS, prepareScript } from "./prepare";

const PASSWORD = `p"a\\s s%d$x'q#1`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "prepare-"));
  file("config/users", "");
  file("config/elasticsearch.yml", "of the image");
  file("config/jvm.options.d/keep", "");
  file(`${PATHS.files}/elasticsearch.yml`, "ours");
  file(`${PATHS.files}/roles.yml`, "roles");
  file(`${PATHS.client}/username`, "skywalking");
  file(`${PATHS.client}/password`, PASSWORD);
  file(`${PATHS.superuser}/password`, "superuser's");
  mkdirSync(join(root, PATHS.prepared));
  tool("elasticsearch-keystore", KEYSTORE);
  tool("elasticsearch-users", 'echo "$*" > $ES_PATH_CONF/users; cat >> $ES_PATH_CONF/users');
});

afterEach(() => rmSync(root, { recursive: true }));

/** As the tool: creates no second keystore, adds what stands in the first line of its input. */
const KEYSTORE = `case "$1" in
  create) test ! -e $ES_PATH_CONF/elasticsearch.keystore; touch $ES_PATH_CONF/elasticsearch.keystore ;;
  *) echo "$*: $(head -n 1)" >> $ES_PATH_CONF/elasticsearch.keystore ;;
esac`;

describe("the configuration folder", () => {
  test("holds the image's files, ours over them, keystore, user and curl's options", () => {
    run(false);
    expect(readdirSync(join(root, PATHS.prepared)).sort()).toEqual([
      "curl.conf",
      "elasticsearch.keystore",
      "elasticsearch.yml",
      "jvm.options.d",
      "roles.yml",
      "users",
    ]);
    expect(prepared("elasticsearch.yml")).toBe("ours");
    expect(prepared("roles.yml")).toBe("roles");
  });

  test("is the same after a second run", () => {
    run(false);
    const first = join(root, "first");
    cpSync(join(root, PATHS.prepared), first, { recursive: true });
    run(false);
    for (const name of ["elasticsearch.keystore", "users", "curl.conf", "elasticsearch.yml"])
      expect(prepared(name)).toBe(readFileSync(join(first, name), "utf8"));
  });

  test("is for nobody else to read", () => {
    run(false);
    expect(statSync(join(root, PATHS.prepared, "curl.conf")).mode & 0o777).toBe(0o600);
  });
});

test("passwords go in by standard input, whatever is in them", () => {
  run(false);
  expect(prepared("elasticsearch.keystore")).toBe("add -x bootstrap.password: superuser's\n");
  expect(prepared("users")).toBe(`useradd skywalking -r client\n${PASSWORD}\n${PASSWORD}\n`);
});

test("curl calls its own node as the clients' user, and trusts its CA when there is one", () => {
  const login = `user = "skywalking:p\\"a\\\\s s%d$x'q#1"\nconnect-to = "::localhost:"\n`;
  run(false);
  expect(prepared("curl.conf")).toBe(login);
  run(true);
  expect(prepared("curl.conf")).toBe(
    `${login}cacert = "/usr/share/elasticsearch/config/certs/ca.crt"\n`,
  );
});

test("a step that fails fails the whole", () => {
  tool("elasticsearch-users", "exit 3");
  expect(() => run(false)).toThrow("Command failed");
});

/** Runs the script with its folders below `root` instead of `/`. */
function run(tls: boolean) {
  const script = prepareScript(tls).replace(/(?<=[ =])\/(prepared|files|credentials)/g, (folder) =>
    join(root, folder),
  );
  execFileSync("sh", ["-ec", script], { cwd: root, stdio: "pipe" });
}

function prepared(name: string) {
  return readFileSync(join(root, PATHS.prepared, name), "utf8");
}

function file(path: string, text: string) {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

function tool(name: string, script: string) {
  file(`bin/${name}`, `#!/bin/sh -e\n${script}\n`);
  chmodSync(join(root, "bin", name), 0o755);
}
