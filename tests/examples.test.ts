import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as library from "../library";
import { sectionsOf } from "../scripts/docs/reference";
import { ROOT } from "../scripts/golden/environments";

/** Programs; what else is there is for other tools. */
const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((name) =>
  existsSync(join(ROOT, "examples", name, "index.ts")),
);

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "kube-tracing-examples-"));
});
afterAll(() => rmSync(work, { recursive: true }));

/** Compiles files against the sources of the library, as strictly as the library itself. */
function compile(...files: string[]): string {
  const options = {
    ...JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")).compilerOptions,
    rootDir: "/",
    paths: { "kube-tracing": [join(ROOT, "library.ts")] },
    typeRoots: [join(ROOT, "node_modules", "@types")],
  };
  const project = join(work, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ compilerOptions: options, files }));
  try {
    const compiler = join(ROOT, "node_modules", ".bin", "tsc");
    return execFileSync(compiler, ["--project", project], { encoding: "utf8", cwd: work });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe.each(EXAMPLES)("examples/%s", (name) => {
  const fileOf = (file: string) => readFileSync(join(ROOT, "examples", name, file), "utf8");

  test("compiles", () => {
    expect(compile(join(ROOT, "examples", name, "index.ts"))).toBe("");
  });

  test("asks for what the library asks for, and for the library", () => {
    const { dependencies } = JSON.parse(fileOf("package.json"));
    const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(dependencies).toEqual({
      ...own.peerDependencies,
      [own.name]: `^${own.version}`,
    });
  });

  test("is a project that the Pulumi CLI can run", () => {
    const project = parse(fileOf("Pulumi.yaml"));
    expect(Object.keys(project).sort()).toEqual(["description", "main", "name", "runtime"]);
    expect([project.main, project.runtime]).toEqual(["index.ts", "nodejs"]);
  });
});

describe("examples in doc comments", () => {
  const files = readdirSync(join(ROOT, "components"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(ROOT, "components", file));
  const examples = files
    .filter((file) => basename(file) !== "index.ts")
    .flatMap((file) =>
      sectionsOf(file).flatMap(({ title, text }) => {
        const code = /```ts\n(.*)\n```/s.exec(text)?.[1];
        return code === undefined ? [] : [{ title, code }];
      }),
    );

  /** What stands around an example in the program of its reader. */
  const AROUND = `
    import { ${Object.keys(library).join(", ")} } from "kube-tracing";
    import type { Credentials, Issuer, JaegerElasticsearch } from "kube-tracing";
    declare const namespace: string;
    declare const credentials: Credentials;
    declare const elasticsearch: Elasticsearch;
    declare const oap: Oap;
    declare const collector: JaegerCollector;
    declare const query: JaegerQuery;
    declare const store: JaegerElasticsearch;
    declare const issuer: Issuer;
    declare const spec: { version: string };
    declare const k8s: any;
  `;

  test("are there for each component", () => {
    expect(examples.map(({ title }) => title).sort()).toEqual([
      "class AgentDaemonSet",
      "class CertManager",
      "class Elasticsearch",
      "class GrpcGateway",
      "class JaegerCollector",
      "class JaegerDependencies",
      "class JaegerIndexCare",
      "class JaegerIngester",
      "class JaegerMonitoring",
      "class JaegerQuery",
      "class MetricsAdapter",
      "class Oap",
      "class OtelCollector",
      "class Satellite",
      "class SkyWalkingUi",
      "class SwckOperator",
      "class TracingNamespace",
      "function agentSidecar",
      "function externalElasticsearch",
      "function operated",
    ]);
  });

  test("compile", () => {
    const written = examples.map(({ title, code }) => {
      const file = join(work, `${title.replace(/^\S+ /, "")}.ts`);
      writeFileSync(file, `${AROUND}\n{\n${code}\n}\n`);
      return file;
    });
    expect(compile(...written)).toBe("");
  });
});

test("the programs in README.md compile", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""], index) => {
    const file = join(work, `readme-${index}.ts`);
    writeFileSync(file, code);
    return file;
  });
  expect(programs).toHaveLength(1);
  expect(compile(...programs)).toBe("");
});
