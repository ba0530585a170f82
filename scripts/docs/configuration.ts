import { configTable, type FieldTable } from "../../stacks/config/table";

/** The reference of `Pulumi.<env>.yaml`, out of the schema that checks it. */
export function configurationPage(): string {
  return [
    "# Configuration",
    "",
    "Everything that `Pulumi.<environment>.yaml` can say under `kube-tracing:platform`. Written by `make docs`",
    "from the schema that checks the file; an editor with a YAML language server completes it.",
    ...configTable().flatMap(table),
    "",
  ].join("\n");
}

function table({ title, fields }: FieldTable): string[] {
  return [
    "",
    `## ${title}`,
    "",
    "| key | type | default | meaning |",
    "| --- | --- | --- | --- |",
    ...fields.map(
      ({ path, type, required, default: byDefault, description }) =>
        `| \`${path}\` | ${cell(type)} | ${required ? "**required**" : cell(byDefault ?? "")} | ${cell(description)} |`,
    ),
  ];
}

const cell = (text: string) => text.replace(/\|/g, "\\|");
