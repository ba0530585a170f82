import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Run, runProgram } from "./engine";

const PROJECT = resolve(__dirname, "..");

/** What a clone has; all else in the folder is made from it. */
const isSource = (path: string) =>
  ![".git", ".toolchain", "dist", "node_modules"].includes(
    relative(PROJECT, path).split(sep)[0] ?? "",
  );

let work: string;
let consumer: string;
let packed: { filename: string; files: { path: string }[] };

/** `npm pack` of a copy of the clone, and `npm install` of the tarball in a copy of the example. */
beforeAll(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), "kube-tracing-package-")));
  const clone = join(work, "clone");
  cpSync(PROJECT, clone, { recursive: true, filter: isSource });
  symlinkSync(join(PROJECT, "node_modules"), join(clone, "node_modules"));
  const told = run("npm", ["pack", "--json", "--pack-destination", work], clone);
  [packed] = JSON.parse(told.slice(told.indexOf("[\n")));

  consumer = join(work, "consumer");
  cpSync(join(PROJECT, "examples", "skywalking"), consumer, { recursive: true });
  // The versions of today, whatever is published tomorrow.
  cpSync(join(PROJECT, "package-lock.json"), join(consumer, "package-lock.json"));
  const quiet = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  run("npm", ["install", ...quiet, join(work, packed.filename)], consumer);
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" });
}

/** Compiles the program of the consumer with these options instead of its own. */
function compile(...options: string[]): string {
  const compiler = join(PROJECT, "node_modules", ".bin", "tsc");
  try {
    return run(compiler, ["--project", consumer, ...options], consumer);
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe("the tarball", () => {
  const paths = () => packed.files.map(({ path }) => path);

  test("holds the compiled library, its data and what tells about it", () => {
    expect(
      paths()
        .filter((path) => !/^dist\/.*\.(js|js\.map|d\.ts)$/.test(path))
        .sort(),
    ).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/components/oap/data/env-10.1.0.json",
      "dist/components/oap/data/env-10.4.0.json",
      "package.json",
      "schemas/config.schema.json",
    ]);
    const library = paths().filter((path) => /^dist\/[^/]+$/.test(path));
    expect(library.sort()).toEqual(["dist/library.d.ts", "dist/library.js", "dist/library.js.map"]);
    const folders = new Set(paths().flatMap((path) => /^dist\/([^/]+)\//.exec(path)?.[1] ?? []));
    expect([...folders].sort()).toEqual(["components", "stacks"]);
  });

  test("holds nothing that is for tests, and nothing that reads the configuration of a stack", () => {
    const inner = /(\.test\.|kit\/(testing|promises|manifests)|golden|stacks\/config\.|\.ts$)/;
    const found = paths().filter((path) => inner.test(path) && !path.endsWith(".d.ts"));
    expect(found).toEqual([]);
  });

  test("brings the sources that its maps speak of", () => {
    const map = join(consumer, "node_modules", "kube-tracing", "dist", "library.js.map");
    const { sources, sourcesContent } = JSON.parse(readFileSync(map, "utf8"));
    expect(sources).toEqual(["../library.ts"]);
    expect(sourcesContent).toEqual([readFileSync(join(PROJECT, "library.ts"), "utf8")]);
  });
});

describe("its entry points", () => {
  const home = () => join(consumer, "node_modules", "kube-tracing");
  const find = (name: string) => createRequire(join(consumer, "index.ts")).resolve(name);

  test("are all there", () => {
    const { main, types, exports } = JSON.parse(readFileSync(join(home(), "package.json"), "utf8"));
    expect(exports).toEqual({
      ".": { types, default: main },
      "./package.json": "./package.json",
    });
    for (const path of [main, types]) expect(existsSync(join(home(), path)), path).toBe(true);
    expect(find("kube-tracing")).toBe(join(home(), "dist", "library.js"));
    expect(find("kube-tracing/package.json")).toBe(join(home(), "package.json"));
  });

  test("are the only ones", () => {
    expect(() => find("kube-tracing/dist/components/oap")).toThrow(
      "Package subpath './dist/components/oap' is not defined by \"exports\"",
    );
  });

  test("give the same names to require and to import", () => {
    const told = (code: string, type: string) =>
      JSON.parse(run(process.execPath, [`--input-type=${type}`, "--eval", code], consumer));
    const required = told(
      'console.log(JSON.stringify(Object.keys(require("kube-tracing")).sort()))',
      "commonjs",
    );
    const imported = told(
      'import * as all from "kube-tracing"; console.log(JSON.stringify(Object.keys(all).sort()))',
      "module",
    );
    expect(required).toEqual([
      "AgentDaemonSet",
      "CertManager",
      "ELASTICSEARCH_PORTS",
      "Elasticsearch",
      "FEATURE_PORTS",
      "GRPC_GATEWAY_PORTS",
      "GrpcGateway",
      "JAEGER_PORTS",
      "JAEGER_VERSIONS",
      "Jaeger",
      "JaegerCollector",
      "JaegerDependencies",
      "JaegerIndexCare",
      "JaegerIngester",
      "JaegerMonitoring",
      "JaegerQuery",
      "Mesh",
      "MetricsAdapter",
      "OAP_PORTS",
      "OAP_VERSIONS",
      "Oap",
      "OtelCollector",
      "Platform",
      "RECEIVER_PORT",
      "SATELLITE_PORTS",
      "SATELLITE_VERSIONS",
      "SKYWALKING_UI_PORTS",
      "Satellite",
      "SkyWalking",
      "SkyWalkingUi",
      "SwckOperator",
      "TracingNamespace",
      "agentSidecar",
      "endpointAt",
      "externalElasticsearch",
      "injectedNamespace",
      "injectedPod",
      "istioOperator",
      "istiodValues",
      "jaegerClientEnv",
      "operated",
      "otlpEnv",
      "refuseOwnOptions",
      "scrapeAnnotations",
      "sidecarAccess",
      "urlOf",
    ]);
    // Node adds these to whatever it imports from CommonJS.
    const added = ["__esModule", "default", "module.exports"];
    expect(imported.filter((name: string) => !added.includes(name))).toEqual(required);
  });

  test("have types, however modules are resolved", () => {
    expect(compile()).toBe("");
    expect(compile("--module", "esnext", "--moduleResolution", "bundler")).toBe("");
    const ofEveryLibrary = compile("--skipLibCheck", "false").split("\n");
    expect(ofEveryLibrary.filter((line) => line.includes("kube-tracing"))).toEqual([]);
  });

  test("have types that refuse what cannot be", () => {
    const wrong = join(consumer, "wrong.ts");
    writeFileSync(wrong, 'import { urlOf } from "kube-tracing";\nurlOf(1);\n');
    writeFileSync(
      join(consumer, "wrong.json"),
      JSON.stringify({ extends: "./tsconfig.json", include: ["wrong.ts"] }),
    );
    expect(compile("--project", "wrong.json")).toBe(
      "wrong.ts(2,7): error TS2345: Argument of type 'number' is not assignable to parameter of type 'Endpoint'.\n",
    );
  });
});

describe("a program that uses it", () => {
  let program: Run;
  beforeAll(async () => {
    program = await runProgram({ directory: consumer, stack: "dev", config: {} });
  });

  test("shares one copy of each Pulumi package with it", () => {
    const found = JSON.parse(run("npm", ["query", "[name^='@pulumi/']"], consumer));
    expect(found.map(({ location }: { location: string }) => location).sort()).toEqual([
      "node_modules/@pulumi/kubernetes",
      "node_modules/@pulumi/pulumi",
      "node_modules/@pulumi/random",
    ]);
  });

  test("runs, without a word", () => {
    const told = program.messages.filter(({ severity }) => severity !== "debug");
    expect([program.code, program.stdout, program.stderr, told]).toEqual([0, "", "", []]);
  });

  test("gets exactly these resources", () => {
    const told = program.registrations.map(({ type, name }) => `${type} ${name}`);
    expect(told.sort()).toEqual([
      "kube-tracing:index:Oap oap",
      "kube-tracing:index:SkyWalkingUi ui",
      "kubernetes:apps/v1:Deployment oap",
      "kubernetes:apps/v1:Deployment ui",
      "kubernetes:batch/v1:Job oap-init",
      "kubernetes:core/v1:Namespace tracing",
      "kubernetes:core/v1:Service oap",
      "kubernetes:core/v1:Service oap-members",
      "kubernetes:core/v1:Service oap-telemetry",
      "kubernetes:core/v1:Service ui",
      "kubernetes:core/v1:ServiceAccount oap",
      "kubernetes:core/v1:ServiceAccount oap-init",
      "kubernetes:core/v1:ServiceAccount ui",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy oap",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy oap-init",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy ui",
      "kubernetes:policy/v1:PodDisruptionBudget oap",
      "kubernetes:rbac.authorization.k8s.io/v1:Role oap",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding oap",
      "pulumi:pulumi:Stack kube-tracing-dev",
    ]);
    expect(program.outputs).toEqual({ grpc: "oap.tracing.svc:11800", page: "ui.tracing.svc:8080" });
  });
});
