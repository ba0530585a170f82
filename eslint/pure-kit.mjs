/** Building blocks return manifests; only a component or a stack creates what is in them. */
export const pureKit = {
  meta: {
    type: "problem",
    docs: { description: "components/kit creates no resource" },
    messages: {
      creates:
        "components/kit creates no resource, and {{what}} is one: return its spec and let the component create it with { parent: this }.",
    },
    schema: [],
  },
  create(context) {
    const packages = new Map();
    const check = (node) => {
      const what = context.sourceCode.getText(node);
      const [root = "", ...path] = what.split(".");
      const source = packages.get(root);
      if (source === undefined) return;
      const isResource = source !== "@pulumi/pulumi" || /Resource$/.test(path.at(-1) ?? root);
      if (isResource) context.report({ node, messageId: "creates", data: { what } });
    };
    return {
      "ImportDeclaration[source.value=/^@pulumi\\u002f/]": (node) => {
        for (const { local } of node.specifiers) packages.set(local.name, node.source.value);
      },
      NewExpression: ({ callee }) => check(callee),
      "ClassDeclaration[superClass]": ({ superClass }) => check(superClass),
    };
  },
};
