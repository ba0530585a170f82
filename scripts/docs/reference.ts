import ts from "typescript";
import { declarationsIn, namesOf, outputsOf } from "./declarations";
import { cell, code, commentOf, docOf, tagOf } from "./doc-comment";

/** One declaration of a component's file, as a section of its page. */
export interface Section {
  /** `class Oap`, `function endpointAt`, `OapArgs`. */
  title: string;
  /** Doc comment, in Markdown. */
  text: string;
  rows: Row[];
}

interface Row {
  name: string;
  /** In Markdown, as everything here. */
  type: string;
  byDefault: string;
  text: string;
}

/** What a source file exports, itself or from its parts, and what that is made of; classes first. */
export function sectionsOf(file: string): Section[] {
  const found = new Map(
    declarationsIn(file)
      .flatMap(sectionsIn)
      .map((one) => [one.title, one]),
  );
  const sections = [...found.values()];
  const classes = sections.filter(({ title }) => title.startsWith("class "));
  return [...classes, ...sections.filter((section) => !classes.includes(section))];
}

/** A section as Markdown, with one table where it has rows. */
export function markdown({ title, text, rows }: Section): string {
  const lines = [`## ${title}`, ...(text === "" ? [] : ["", text])];
  if (rows.length > 0) {
    lines.push("", "| name | type | default | meaning |", "| --- | --- | --- | --- |");
    lines.push(
      ...rows.map((row) => `| ${code(row.name)} | ${row.type} | ${row.byDefault} | ${row.text} |`),
    );
  }
  return lines.join("\n");
}

function sectionsIn(statement: ts.Statement): Section[] {
  const text = docOf(statement);
  const [name = ""] = namesOf(statement);
  if (ts.isClassDeclaration(statement))
    return [{ title: `class ${name}`, text, rows: outputsOf(statement).map(memberRow) }];
  if (ts.isFunctionDeclaration(statement)) return [{ title: `function ${name}`, text, rows: [] }];
  if (ts.isInterfaceDeclaration(statement)) return [interfaceSection(statement)];
  if (ts.isTypeAliasDeclaration(statement)) return [aliasSection(statement)];
  return ts.isVariableStatement(statement) ? constantSections(statement) : [];
}

function interfaceSection(node: ts.InterfaceDeclaration): Section {
  const parents = node.heritageClauses?.flatMap(({ types }) => types.map((type) => type.getText()));
  const heritage = parents?.map((parent) => `Also takes what \`${parent}\` takes.`) ?? [];
  return {
    title: node.name.text,
    text: [docOf(node), ...heritage].join("\n\n").trim(),
    rows: node.members.filter(ts.isPropertySignature).map(memberRow),
  };
}

function constantSections(statement: ts.VariableStatement): Section[] {
  return statement.declarationList.declarations.map((declaration) => {
    const value = literalOf(declaration.initializer);
    const rows = value.map(([name, text]) => ({ name, type: code(text), byDefault: "", text: "" }));
    return { title: declaration.name.getText(), text: docOf(statement), rows };
  });
}

function aliasSection(node: ts.TypeAliasDeclaration): Section {
  const { base, arms } = choicesOf(node.type);
  const shared = base.map((type) => `Each also takes what \`${type.getText()}\` takes.`);
  return {
    title: node.name.text,
    text: [docOf(node), ...shared].join("\n\n").trim(),
    rows: arms.map(armRow),
  };
}

/** The choices of a union, and what all of them have in `Base & (A | B)`. */
function choicesOf(type: ts.TypeNode): { base: ts.TypeNode[]; arms: ts.TypeNode[] } {
  if (ts.isUnionTypeNode(type)) return { base: [], arms: [...type.types] };
  const parts = ts.isIntersectionTypeNode(type) ? type.types : [];
  const choice = parts.map(unwrapped).find(ts.isUnionTypeNode);
  return choice === undefined
    ? { base: [], arms: [type] }
    : { base: parts.filter((part) => unwrapped(part) !== choice), arms: [...choice.types] };
}

function unwrapped(type: ts.TypeNode): ts.TypeNode {
  return ts.isParenthesizedTypeNode(type) ? unwrapped(type.type) : type;
}

function armRow(arm: ts.TypeNode): Row {
  return {
    name: kindOf(arm),
    type: code(unwrapped(arm).getText()),
    byDefault: "",
    text: commentOf(arm),
  };
}

/** What tells a choice from the others, unless it is the type itself. */
function kindOf(arm: ts.TypeNode): string {
  const kinds = /kind: ("[A-Za-z]+"(?: \| "[A-Za-z]+")*)/.exec(arm.getText())?.[1];
  return kinds?.replace(/"/g, "").replace(/ \| /g, ", ") ?? "";
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

function literalOf(node: ts.Expression | undefined): [string, string][] {
  if (node === undefined) return [];
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return literalOf(node.expression);
  if (!ts.isObjectLiteralExpression(node)) return [["value", node.getText()]];
  return node.properties
    .filter(ts.isPropertyAssignment)
    .map((property) => [property.name.getText(), property.initializer.getText()]);
}
