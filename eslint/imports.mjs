import { posix, relative, resolve, sep } from "node:path";

/**
 * Who may import what. The first zone that a file lies in decides. A zone gets what is imported (a
 * path from the root of the repository without ending, or the name of a package) and the file's own
 * name, and answers with what to do instead, or with nothing.
 */
const ZONES = [
  [
    /^components\/kit\//,
    (target) =>
      within(target, "components/kit/", "@pulumi/")
        ? undefined
        : "components/kit knows only itself and @pulumi/*: take the value as a parameter",
  ],
  [
    /^components\/index\.ts$/,
    (target) =>
      within(target, "components/")
        ? undefined
        : "components/index.ts only lists what components/ offers: export it from the file that wants it",
  ],
  [
    /^components\/([^/]+?)(?:\.ts$|\/)/,
    (target, own) => {
      if (within(target, "components/kit/", `components/${own}/`, "@pulumi/")) return undefined;
      if (target === `components/${own}`)
        return `a part does not import its component: move what both need into components/${own}/`;
      if (within(target, "components/"))
        return "components never import each other: let a stack take an Endpoint from one and pass it to the other";
      return `a component imports only ./kit/*, its own parts ./${own}/* and @pulumi/*: take the value as an argument`;
    },
  ],
  [
    /^stacks\/platform(?:\.ts$|\/)/,
    (target) =>
      within(target, "stacks/", "components", "@pulumi/")
        ? undefined
        : "a stack imports only components, stacks/versions, its own parts and @pulumi/*: take the value as an argument",
  ],
  [
    /^stacks\/(config)(?:\.ts$|\/)/,
    (target) =>
      within(target, "stacks/config/", "stacks/versions", "components", "@pulumi/", "zod", "node:")
        ? undefined
        : "stacks/config.ts describes the values and nothing else: let stacks/platform.ts turn them into arguments",
  ],
  [
    /^stacks\/([^/]+?)(?:\.ts$|\/)/,
    (target, own) => {
      if (within(target, "stacks/versions", `stacks/${own}/`, "components", "@pulumi/"))
        return undefined;
      if (within(target, "stacks/config"))
        return "a stack does not know where its values come from: take them as arguments from stacks/platform.ts";
      if (within(target, "stacks/"))
        return "only stacks/platform.ts knows two stacks: pass an Endpoint from one to the other there";
      return "a stack imports only components, stacks/versions, its own parts and @pulumi/*: take the value as an argument";
    },
  ],
  [
    /^(?:index|library)\.ts$/,
    (target) =>
      within(target, "stacks/", "components", "@pulumi/")
        ? undefined
        : "the program and the library import only stacks and components: let the toolchain stay outside",
  ],
  [
    /^toolchain\//,
    (target) =>
      within(target, "components", "stacks/") || target === "index"
        ? "the toolchain never imports the program: run it through the Pulumi CLI"
        : undefined,
  ],
];

/** What only tests and each other import. */
const FOR_TESTS = ["testing", "manifests", "promises"].map((name) => `components/kit/${name}`);

/** Keeps the direction of the imports, and says how to do without a forbidden one. */
export const imports = {
  meta: {
    type: "problem",
    docs: { description: "keep components, stacks and the toolchain apart" },
    messages: { forbidden: '{{file}} must not import "{{source}}": {{cure}}.' },
    schema: [],
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join(posix.sep);
    const [pattern, judge] = ZONES.find(([files]) => files.test(file)) ?? [];
    if (pattern === undefined) return {};
    const own = pattern.exec(file)?.[1];

    const check = (node) => {
      const source = node?.value;
      if (typeof source !== "string") return;
      const target = targetOf(source, context);
      const cure =
        FOR_TESTS.includes(target) && !FOR_TESTS.includes(withoutEnding(file))
          ? `${target} is for tests only: move what you need into another file of components/kit`
          : judge(target, own);
      if (cure !== undefined)
        context.report({ node, messageId: "forbidden", data: { file, source, cure } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      TSExternalModuleReference: (node) => check(node.expression),
      "CallExpression[callee.name='require']": (node) => check(node.arguments[0]),
    };
  },
};

/** What an import leads to: a path from the root of the repository without ending, or a package. */
function targetOf(source, { cwd, filename }) {
  if (!source.startsWith(".")) return source;
  const path = relative(cwd, resolve(filename, "..", source));
  return withoutEnding(path.split(sep).join(posix.sep));
}

function withoutEnding(path) {
  return path.replace(/\.[cm]?[jt]s$/, "");
}

/** A prefix that ends in `/` or `:` covers what is below; any other is that name, and what is below. */
function within(target, ...prefixes) {
  return prefixes.some((prefix) =>
    /[/:]$/.test(prefix)
      ? target.startsWith(prefix)
      : target === prefix || target.startsWith(`${prefix}/`),
  );
}
