import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** One exported declaration of a component's file, as a section of its page. */
export interface Section {
  title: string;
  /** Doc comment, in Markdown. */
  text: string;
  rows: Row[];
}

interface Row {
  name: string;
  type: string;
  byDefault: string;
  text: string;
}

/** What a source file exports, itself or from its parts, classes first. */
export function sectionsOf(file: string): Section[] {
  const sections = exportsOf(file);
  const classes = sections.filter(({ title }) => title.startsWith("class "));
  return [...classes, ...sections.filter((section) => !classes.includes(section))];
}

function exportsOf(file: string): Section[] {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return passedOn(statement, file);
    return isExported(statement) ? declared(statement) : [];
  });
}

/** `export { a, type B } from "./part"` and `export * from "./part"`. */
function passedOn(
  { moduleSpecifier, exportClause }: ts.ExportDeclaration,
  file: string,
): Section[] {
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  const sections = exportsOf(`${join(dirname(file), moduleSpecifier.text)}.ts`);
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return sections;
  const names = exportClause.elements.map(({ name }) => name.text);
  return sections.filter(({ title }) => names.includes(title.replace(/^(class|function) /, "")));
}

function declared(statement: ts.Statement): Section[] {
  if (ts.isClassDeclaration(statement)) return [classSection(statement)];
  if (ts.isFunctionDeclaration(statement)) return [functionSection(statement)];
  if (ts.isInterfaceDeclaration(statement)) return [interfaceSection(statement)];
  if (ts.isTypeAliasDeclaration(statement)) return [aliasSection(statement)];
  return ts.isVariableStatement(statement) ? constantSections(statement) : [];
}

/** A section as Markdown, with one table where it has rows. */
export function markdown({ title, text, rows }: Section): string {
  const lines = [`### ${title}`, ...(text === "" ? [] : ["", text])];
  if (rows.length > 0) {
    lines.push("", "| name | type | default | meaning |", "| --- | --- | --- | --- |");
    lines.push(
      ...rows.map((row) => `| \`${row.name}\` | ${row.type} | ${row.byDefault} | ${row.text} |`),
    );
  }
  return lines.join("\n");
}

function isExported(node: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function classSection(node: ts.ClassDeclaration): Section {
  const outputs = node.members.filter(ts.isPropertyDeclaration).map(memberRow);
  return { title: `class ${node.name?.text ?? ""}`, text: docOf(node), rows: outputs };
}

function functionSection(node: ts.FunctionDeclaration): Section {
  return { title: `function ${node.name?.text ?? ""}`, text: docOf(node), rows: [] };
}

function interfaceSection(node: ts.InterfaceDeclaration): Section {
  const heirs =
    node.heritageClauses?.map((clause) => `Also takes what it ${clause.getText()}.`) ?? [];
  const rows = node.members.filter(ts.isPropertySignature).map(memberRow);
  return { title: node.name.text, text: [docOf(node), ...heirs].join("\n\n").trim(), rows };
}

function aliasSection(node: ts.TypeAliasDeclaration): Section {
  const arms = ts.isUnionTypeNode(node.type) ? node.type.types : [node.type];
  const rows = arms.map((arm) => ({
    name: kindOf(arm),
    type: code(arm.getText()),
    byDefault: "",
    text: leadingComment(arm),
  }));
  return { title: node.name.text, text: docOf(node), rows };
}

function constantSections(statement: ts.VariableStatement): Section[] {
  return statement.declarationList.declarations.map((declaration) => {
    const value = literalOf(declaration.initializer);
    const rows = value.map(([name, text]) => ({ name, type: code(text), byDefault: "", text: "" }));
    return { title: declaration.name.getText(), text: docOf(statement), rows };
  });
}

function memberRow(node: ts.PropertySignature | ts.PropertyDeclaration): Row {
  const optional = node.questionToken === undefined ? "" : "?";
  return {
    name: `${node.name.getText()}${optional}`,
    type: code(node.type?.getText() ?? ""),
    byDefault: cell(tagOf(node, "default")),
    text: cell(docOf(node)),
  };
}

/** The comment's text with its `@see` and `@example`; other tags have columns of their own. */
function docOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? "";
  const see = tagOf(node, "see");
  const example = tagOf(node, "example");
  return [
    text,
    ...(see === "" ? [] : [`See ${see.replace(/^(https?:\S+)$/, "<$1>")}`]),
    ...(example === "" ? [] : ["```ts\n" + example + "\n```"]),
  ]
    .join("\n\n")
    .trim();
}

function tagOf(node: ts.Node, name: string): string {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
  const full = tag?.getText() ?? "";
  return full
    .replace(/\n\s*\* ?/g, "\n")
    .replace(new RegExp(`^@${name}\\s*`), "")
    .trim();
}

function leadingComment(node: ts.Node): string {
  const text = node.getSourceFile().getFullText();
  const [comment] = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  if (comment === undefined) return "";
  return cell(
    text
      .slice(comment.pos, comment.end)
      .replace(/^\/\*\*?|\*\/$/g, "")
      .replace(/\n\s*\*/g, " "),
  );
}

function kindOf(arm: ts.TypeNode): string {
  return /kind: "([A-Za-z]+)"/.exec(arm.getText())?.[1] ?? arm.getText().split(/[\s<{]/)[0] ?? "";
}

function literalOf(node: ts.Expression | undefined): [string, string][] {
  if (node === undefined) return [];
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return literalOf(node.expression);
  if (!ts.isObjectLiteralExpression(node)) return [["value", node.getText()]];
  return node.properties
    .filter(ts.isPropertyAssignment)
    .map((property) => [property.name.getText(), property.initializer.getText()]);
}

const code = (text: string) => `\`${cell(text.replace(/\/\*\*.*?\*\//gs, ""))}\``;

const cell = (text: string) => text.replace(/\s+/g, " ").replace(/\|/g, "\\|").trim();
