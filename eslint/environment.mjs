const READERS = ["Config", "getStack", "getProject", "getOrganization"];

/** An environment is data: only one file of the program reads it. */
export const environment = {
  meta: {
    type: "problem",
    docs: {
      description: "read configuration, stack name and environment in stacks/config.ts only",
    },
    messages: {
      elsewhere:
        "Only stacks/config.ts reads {{what}}: add a field to its schema and take the value as an argument.",
    },
    schema: [],
  },
  create(context) {
    const report = (node, what) => context.report({ node, messageId: "elsewhere", data: { what } });
    const namespaces = new Set();
    return {
      "ImportDeclaration[importKind='value'][source.value='@pulumi/pulumi']": (node) => {
        for (const specifier of node.specifiers) {
          const name = specifier.imported?.name;
          if (name === undefined) namespaces.add(specifier.local.name);
          else if (specifier.importKind === "value" && READERS.includes(name))
            report(specifier, name);
        }
      },
      MemberExpression: ({ object, property }) => {
        const name = property.name ?? property.value;
        if (namespaces.has(object.name) && READERS.includes(name))
          report(property, `${object.name}.${name}`);
        if (object.name === "process" && name === "env") report(property, "process.env");
      },
      "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']": (
        node,
      ) => report(node, "process.env"),
      "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']":
        (node) => report(node, "process.env"),
    };
  },
};
