import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { environment } from "./eslint/environment.mjs";
import { fileName } from "./eslint/file-name.mjs";
import { imports } from "./eslint/imports.mjs";
import { pureKit } from "./eslint/pure-kit.mjs";

const TYPESCRIPT = ["**/*.{ts,mts,cts}"];
const TESTS = ["**/*.test.ts"];

/** What looks into manifests of any shape; in components only tests import it. */
const READERS = [
  "components/kit/{testing,manifests,promises}.ts",
  "scripts/golden/*.ts",
  "scripts/docs/picture.ts",
  "policies/{examples,objects,stack,testing}.ts",
  "policies/cli/{manifests,stack-export}.ts",
  "policies/read/**/*.ts",
  "policies/{mutations,rules}/**/*.ts",
  "tests/policies/*.ts",
];

/** The project's own rules: each message names the cure. */
const project = {
  rules: { environment, "file-name": fileName, imports, "pure-kit": pureKit },
};

export default defineConfig(
  globalIgnores(["**/dist", ".toolchain"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    plugins: { project },
    extends: [js.configs.recommended],
    rules: { "project/file-name": "error", "project/imports": "error", eqeqeq: "error" },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // Slow on the large types of Kubernetes, and about enums and classes that nobody has here.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: ":not(MethodDefinition[kind='constructor']) > :function[params.length>3]",
          message: "A function takes at most 3 parameters: take the rest as one object with names.",
        },
        {
          selector: "MethodDefinition[kind='constructor'] > :function[params.length>4]",
          message:
            "A constructor takes at most 4 parameters: take the rest as one object with names.",
        },
      ],
    },
  },
  {
    files: ["components/**/*.ts", "stacks/**/*.ts"],
    ignores: [...TESTS, ...READERS],
    rules: { "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["components/**/*.ts", "stacks/**/*.ts", "index.ts", "library.ts"],
    ignores: ["stacks/config.ts", ...TESTS],
    rules: { "project/environment": "error" },
  },
  {
    files: ["components/kit/**/*.ts"],
    ignores: TESTS,
    rules: { "project/pure-kit": "error" },
  },
  {
    // They import the published package, which is there once it is built.
    files: ["examples/**/*.ts"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: TESTS,
    rules: {
      "project/imports": "off",
      "@typescript-eslint/consistent-type-assertions": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: [...TESTS, ...READERS],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
