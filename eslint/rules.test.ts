import { ESLint } from "eslint";
import { describe, expect, test } from "vitest";
import tseslint from "typescript-eslint";

/** The project's own config on files that need not exist, without the rules that want types. */
const untyped = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });
/** Its text differs from the file on disk, which the one-program mode of CI machines does not look for. */
const typed = new ESLint({
  overrideConfig: {
    languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
  },
});

const NOISE = /no-unused-vars|no-unused-expressions|no-require-imports|no-undef/;

/** What the linter says about `code` if it stood in `filePath`. */
async function lint(filePath: string, code: string, eslint = untyped): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results
    .flatMap(({ messages }) => messages)
    .filter(({ ruleId }) => !NOISE.test(ruleId ?? ""))
    .map(({ message }) => message);
}

describe("imports", () => {
  test.each([
    ["components/kit/size.ts", "./endpoint"],
    ["components/kit/size.ts", "@pulumi/pulumi"],
    ["components/kit/promises.ts", "./testing"],
    ["components/oap.ts", "./kit/endpoint"],
    ["components/oap.ts", "./oap/storage"],
    ["components/oap.ts", "@pulumi/kubernetes"],
    ["components/oap/storage.ts", "./coordinator"],
    ["components/oap/storage.ts", "../kit/store"],
    ["components/oap/storage.ts", "@pulumi/pulumi"],
    ["components/index.ts", "./oap"],
    ["components/index.ts", "./kit/endpoint"],
    ["components/contract.test.ts", "./kit/testing"],
    ["components/oap.test.ts", "./elasticsearch"],
    ["stacks/skywalking.ts", "../components"],
    ["stacks/skywalking.ts", "../components/oap"],
    ["stacks/skywalking.ts", "./versions"],
    ["stacks/skywalking.ts", "./skywalking/wiring"],
    ["stacks/platform.ts", "./skywalking"],
    ["stacks/platform.ts", "./jaeger"],
    ["stacks/platform.ts", "./config"],
    ["stacks/config.ts", "zod"],
    ["stacks/config.ts", "node:fs"],
    ["stacks/config.ts", "./versions"],
    ["index.ts", "./stacks/config"],
    ["index.ts", "./components"],
    ["library.ts", "./components"],
    ["library.ts", "./stacks/platform"],
    ["toolchain/up.ts", "./folders"],
    ["toolchain/up.ts", "node:fs"],
    ["scripts/docs.ts", "../toolchain/folders"],
    ["scripts/docs.ts", "../components"],
  ])("%s may import %s", async (file, source) => {
    expect(await lint(file, `import { a } from "${source}";`)).toEqual([]);
  });

  const kit = "components/kit knows only itself and @pulumi/*: take the value as a parameter";
  const apart =
    "components never import each other: let a stack take an Endpoint from one and pass it to the other";
  const twoStacks =
    "only stacks/platform.ts knows two stacks: pass an Endpoint from one to the other there";
  const stack =
    "a stack imports only components, stacks/versions, its own parts and @pulumi/*: take the value as an argument";
  const component =
    "a component imports only ./kit/*, its own parts ./oap/* and @pulumi/*: take the value as an argument";
  const program =
    "the program and the library import only stacks and components: let the toolchain stay outside";
  const toolchain = "the toolchain never imports the program: run it through the Pulumi CLI";
  const forTests = (name: string) =>
    `components/kit/${name} is for tests only: move what you need into another file of components/kit`;

  test.each([
    ["components/kit/size.ts", "zod", kit],
    ["components/kit/size.ts", "../oap", kit],
    ["components/kit/size.ts", "./testing", forTests("testing")],
    ["components/oap.ts", "./kit/testing", forTests("testing")],
    ["components/oap/storage.ts", "../kit/promises", forTests("promises")],
    ["components/index.ts", "./kit/manifests", forTests("manifests")],
    ["stacks/skywalking.ts", "../components/kit/testing", forTests("testing")],
    ["components/oap.ts", "./elasticsearch", apart],
    ["components/oap.ts", "./elasticsearch/users", apart],
    ["components/oap.ts", "./index", apart],
    ["components/oap/storage.ts", "../elasticsearch", apart],
    ["components/oap/storage.ts", "../elasticsearch.js", apart],
    ["components/oap.ts", "zod", component],
    ["components/oap.ts", "node:fs", component],
    ["components/oap.ts", "../stacks/versions", component],
    ["components/oap.ts", "../toolchain/folders", component],
    [
      "components/oap/storage.ts",
      "../oap",
      "a part does not import its component: move what both need into components/oap/",
    ],
    [
      "components/index.ts",
      "@pulumi/pulumi",
      "components/index.ts only lists what components/ offers: export it from the file that wants it",
    ],
    ["stacks/skywalking.ts", "./jaeger", twoStacks],
    ["stacks/skywalking/wiring.ts", "../jaeger", twoStacks],
    ["stacks/skywalking.ts", "./platform", twoStacks],
    [
      "stacks/skywalking.ts",
      "./config",
      "a stack does not know where its values come from: take them as arguments from stacks/platform.ts",
    ],
    ["stacks/skywalking.ts", "zod", stack],
    ["stacks/platform.ts", "../toolchain/folders", stack],
    [
      "stacks/config.ts",
      "./skywalking",
      "stacks/config.ts describes the values and nothing else: let stacks/platform.ts turn them into arguments",
    ],
    ["index.ts", "./toolchain/folders", program],
    ["library.ts", "zod", program],
    ["toolchain/up.ts", "../components/oap", toolchain],
    ["toolchain/up.ts", "../stacks/config", toolchain],
    ["toolchain/up.ts", "../index", toolchain],
  ])("%s must not import %s", async (file, source, cure) => {
    expect(await lint(file, `import { a } from "${source}";`)).toEqual([
      `${file} must not import "${source}": ${cure}.`,
    ]);
  });

  test.each([
    `import "./elasticsearch";`,
    `import type { A } from "./elasticsearch";`,
    `export { a } from "./elasticsearch";`,
    `export * from "./elasticsearch";`,
    `const a = import("./elasticsearch");`,
    `const a = require("./elasticsearch");`,
    `import a = require("./elasticsearch");`,
    `let a: import("./elasticsearch").A;`,
  ])("are found in every form: %s", async (code) => {
    expect(await lint("components/oap.ts", code)).toContain(
      `components/oap.ts must not import "./elasticsearch": ${apart}.`,
    );
  });
});

describe("environment", () => {
  const cure = "add a field to its schema and take the value as an argument.";
  const pulumi = `import * as pulumi from "@pulumi/pulumi";`;

  test.each([
    [`${pulumi} new pulumi.Config();`, "pulumi.Config"],
    [`${pulumi} pulumi.getStack();`, "pulumi.getStack"],
    [`${pulumi} pulumi.getProject();`, "pulumi.getProject"],
    [`import * as p from "@pulumi/pulumi"; p["getStack"]();`, "p.getStack"],
    [`import { getStack as stack } from "@pulumi/pulumi"; stack();`, "getStack"],
    [`import { Config } from "@pulumi/pulumi"; new Config();`, "Config"],
    [`process.env["HOME"];`, "process.env"],
    [`process["env"];`, "process.env"],
    [`const { env } = process;`, "process.env"],
    [`import { env } from "process";`, "process.env"],
  ])("is read in stacks/config.ts only: %s", async (code, what) => {
    const message = `Only stacks/config.ts reads ${what}: ${cure}`;
    expect(await lint("stacks/config.ts", code)).not.toContain(message);
    for (const file of ["components/oap.ts", "components/kit/size.ts", "stacks/a.ts", "index.ts"])
      expect(await lint(file, code)).toContain(message);
  });

  test.each(["toolchain/up.ts", "scripts/docs.ts", "plugin/index.ts", "stacks/platform.test.ts"])(
    "may be read in %s",
    async (file) => {
      expect(await lint(file, `process.env["HOME"];`)).toEqual([]);
    },
  );

  test("may be named as a type", async () => {
    const code = `${pulumi} import type { Config } from "@pulumi/pulumi"; let a: pulumi.Config | Config;`;
    expect(await lint("components/oap.ts", code)).not.toContainEqual(
      expect.stringMatching(/^Only stacks/),
    );
  });
});

describe("pure-kit", () => {
  const pulumi = `import * as pulumi from "@pulumi/pulumi";`;
  const k8s = `import * as k8s from "@pulumi/kubernetes";`;

  test.each([
    [`${k8s} new k8s.core.v1.Secret("s");`, "k8s.core.v1.Secret"],
    [`import { Secret } from "@pulumi/kubernetes/core/v1"; new Secret("s");`, "Secret"],
    [`${pulumi} export class A extends pulumi.ComponentResource {}`, "pulumi.ComponentResource"],
    [
      `import { CustomResource } from "@pulumi/pulumi"; class A extends CustomResource {}`,
      "CustomResource",
    ],
  ])("refuses %s", async (code, what) => {
    const message = `components/kit creates no resource, and ${what} is one: return its spec and let the component create it with { parent: this }.`;
    expect(await lint("components/kit/size.ts", code)).toEqual([message]);
    expect(await lint("components/kit/size.test.ts", code)).toEqual([]);
    expect(await lint("components/oap.ts", code)).toEqual([]);
  });

  test.each([`${pulumi} throw new pulumi.RunError("no");`, `new Map(); class A extends Set {}`])(
    "allows %s",
    async (code) => {
      expect(await lint("components/kit/size.ts", code)).toEqual([]);
    },
  );
});

test.each([
  "utils.ts has no idea of its own: name the file after the one thing that it is about.",
  "helper.ts has no idea of its own: name the file after the one thing that it is about.",
  "OapServer.ts is not in kebab-case: write it like skywalking-ui.ts.",
])("file names: %s", async (message) => {
  const [name = ""] = message.split(" ");
  expect(await lint(`components/kit/${name}`, "export {};")).toEqual([message]);
});

describe("size and style", () => {
  test("a function takes three parameters, a constructor four", async () => {
    const text = (n: number) => Array.from({ length: n }, (_, i) => `a${i}: string`).join(", ");
    const code = (plain: number, constructor: number) => `
      export function f(${text(plain)}) {}
      export class A { constructor(${text(constructor)}) { f(); } m(${text(plain)}) {} }`;
    expect(await lint("components/oap.ts", code(3, 4))).toEqual([]);
    const plain = "A function takes at most 3 parameters: take the rest as one object with names.";
    expect(await lint("components/oap.ts", code(4, 5))).toEqual([
      plain,
      "A constructor takes at most 4 parameters: take the rest as one object with names.",
      plain,
    ]);
  });

  test("a component or stack has 200 lines of code, comments and blank lines aside", async () => {
    const code = `/** About. */\n\n${"export {};\n".repeat(200)}`;
    expect(await lint("components/oap.ts", code)).toEqual([]);
    const long = ["File has too many lines (201). Maximum allowed is 200."];
    expect(await lint("components/oap.ts", `${code}export {};\n`)).toEqual(long);
    expect(await lint("stacks/skywalking/wiring.ts", `${code}export {};\n`)).toEqual(long);
    expect(await lint("toolchain/up.ts", `${code}export {};\n`)).toEqual([]);
    expect(await lint("components/oap.test.ts", `${code}export {};\n`)).toEqual([]);
  });

  test("nothing is asserted about types outside of tests, but as const", async () => {
    const code = `
      export const a = (JSON.parse("1") as number) + 1;
      export const b: any = 1;
      export const c = [a].pop()!;
      export const d = [1] as const;`;
    expect(await lint("components/oap.ts", code)).toEqual([
      "Do not use any type assertions.",
      "Unexpected any. Specify a different type.",
      "Forbidden non-null assertion.",
    ]);
    expect(await lint("components/oap.test.ts", code)).toEqual([]);
  });

  test("every choice is handled, no promise is lost, types are imported as types", async () => {
    const code = `
      import { Labels } from "./labels";
      type Kind = { kind: "a" } | { kind: "b" };
      export function f(x: Kind, labels: Labels): number | Labels {
        switch (x.kind) {
          case "a":
            return labels;
        }
        return 1;
      }
      export function g(wait: () => Promise<void>, text: string) {
        wait();
        return text === undefined;
      }`;
    expect(await lint("components/kit/size.ts", code, typed)).toEqual([
      "All imports in the declaration are only used as types. Use `import type`.",
      'Switch is not exhaustive. Cases not matched: "b"',
      expect.stringMatching(/^Promises must be awaited/),
      "Unnecessary conditional, the types have no overlap.",
    ]);
  }, 120_000);
});
