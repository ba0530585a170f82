import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PATHS, PREPARE_SCRIPT } from "./prepare";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "prepare-"));
  file("config/users", "of the image");
  file("config/users_roles", "of the image");
  file("config/elasticsearch.yml", "of the image");
  file("config/jvm.options.d/keep", "");
  file(`${PATHS.files}/elasticsearch.yml`, "ours");
  file(`${PATHS.files}/roles.yml`, "roles");
  file(`${PATHS.superuser}/password`, "superuser's");
  mkdirSync(join(root, PATHS.prepared));
  tool("elasticsearch-keystore", KEYSTORE);
});

afterEach(() => rmSync(root, { recursive: true }));

/** As the tool: creates no second keystore, adds what stands in the first line of its input. */
const KEYSTORE = `case "$1" in
  create) test ! -e $ES_PATH_CONF/elasticsearch.keystore; touch $ES_PATH_CONF/elasticsearch.keystore ;;
  *) echo "$*: $(head -n 1)" >> $ES_PATH_CONF/elasticsearch.keystore ;;
esac`;

describe("the configuration folder", () => {
  test("holds the image's files, ours over them, and the keystore", () => {
    run();
    expect(readdirSync(join(root, PATHS.prepared)).sort()).toEqual([
      "elasticsearch.keystore",
      "elasticsearch.yml",
      "jvm.options.d",
      "roles.yml",
      "users",
      "users_roles",
    ]);
    expect(prepared("elasticsearch.yml")).toBe("ours");
    expect(prepared("roles.yml")).toBe("roles");
  });

  test("is the same after a second run", () => {
    run();
    const first = join(root, "first");
    cpSync(join(root, PATHS.prepared), first, { recursive: true });
    run();
    for (const name of ["elasticsearch.keystore", "elasticsearch.yml"])
      expect(prepared(name)).toBe(readFileSync(join(first, name), "utf8"));
  });

  test("is for nobody else to read", () => {
    run();
    expect(statSync(join(root, PATHS.prepared, "elasticsearch.keystore")).mode & 0o777).toBe(0o600);
  });
});

test("the users are those of the mounted Secret at any time: links lead there", () => {
  run();
  run();
  const target = (name: string) => readlinkSync(join(root, PATHS.prepared, name));
  expect(["users", "users_roles"].map(target)).toEqual(["realm/users", "realm/users_roles"]);
});

test("the password of the superuser goes in by standard input", () => {
  run();
  expect(prepared("elasticsearch.keystore")).toBe("add -x bootstrap.password: superuser's\n");
});

test("a step that fails fails the whole", () => {
  tool("elasticsearch-keystore", "exit 3");
  expect(() => run()).toThrow("Command failed");
});

/** Runs the script with its folders below `root` instead of `/`. */
function run() {
  const script = PREPARE_SCRIPT.replace(/(?<=[ =])\/(prepared|files|credentials)/g, (folder) =>
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
