import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Types of the kit have a page of their own. */
const KIT = /(^|\/)kit\//;

/** Where one search has been. */
interface Walk {
  readonly seen: Set<string>;
  readonly files: Map<string, ts.SourceFile>;
}

/**
 * The exported declarations of a source file, its own or those of its parts, each followed by the
 * types that it is made of, wherever among the parts they are.
 */
export function declarationsIn(file: string): ts.Statement[] {
  return wantedIn(file, undefined, { seen: new Set(), files: new Map() });
}

/** Names that a statement declares. */
export function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const isNamed =
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** Public properties of a class. */
export function outputsOf({ members }: ts.ClassDeclaration): ts.PropertyDeclaration[] {
  const inner = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  return members
    .filter(ts.isPropertyDeclaration)
    .filter(({ modifiers }) => !modifiers?.some(({ kind }) => inner.includes(kind)));
}

function wantedIn(file: string, wanted: readonly string[] | undefined, walk: Walk): ts.Statement[] {
  const { statements } = parsed(file, walk);
  const isWanted = (name: string) => wanted?.includes(name) ?? true;
  const passedOn = statements.filter(ts.isExportDeclaration).flatMap((statement) => {
    const part = partOf(statement, file);
    if (part === undefined) return [];
    const names = namedIn(statement.exportClause)?.filter(isWanted) ?? wanted;
    return wantedIn(part, names, walk);
  });
  const own = statements.filter((statement) => {
    const isAsked =
      wanted === undefined ? isExported(statement) : namesOf(statement).some(isWanted);
    return isAsked && isFirst(statement, file, walk);
  });
  return [...passedOn, ...own.flatMap((one) => [one, ...madeOf(one, file, walk)])];
}

/** The types that a declaration speaks of, from the same file or from another part. */
function madeOf(statement: ts.Statement, file: string, walk: Walk): ts.Statement[] {
  const used = surfaceOf(statement).flatMap(referencesIn);
  const { statements } = parsed(file, walk);
  const local = statements.filter(
    (other) => namesOf(other).some((name) => used.includes(name)) && isFirst(other, file, walk),
  );
  const imported = statements.filter(ts.isImportDeclaration).flatMap((other) => {
    const part = partOf(other, file);
    const names = namedIn(other.importClause?.namedBindings)?.filter((name) => used.includes(name));
    if (part === undefined || names === undefined || names.length === 0) return [];
    return KIT.test(part) && !KIT.test(file) ? [] : wantedIn(part, names, walk);
  });
  return [...local.flatMap((one) => [one, ...madeOf(one, file, walk)]), ...imported];
}

/** What a reader sees of a declaration: no body, no private part. */
function surfaceOf(statement: ts.Statement): ts.Node[] {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [statement];
  if (ts.isClassDeclaration(statement)) {
    const made = statement.members.filter(ts.isConstructorDeclaration);
    return [...outputsOf(statement), ...made.flatMap(({ parameters }) => [...parameters])];
  }
  if (ts.isFunctionDeclaration(statement))
    return [...statement.parameters, ...(statement.type === undefined ? [] : [statement.type])];
  if (!ts.isVariableStatement(statement)) return [];
  const { declarations } = statement.declarationList;
  return declarations.flatMap(({ initializer }) => membersOf(initializer)).filter(ts.isIdentifier);
}

/** Names of what a piece of a declaration refers to. */
function referencesIn(node: ts.Node): string[] {
  const own =
    ts.isTypeReferenceNode(node) ||
    ts.isExpressionWithTypeArguments(node) ||
    ts.isTypeQueryNode(node)
      ? [node.getText().replace(/^typeof |<.*$/gs, "")]
      : ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent)
        ? [node.text]
        : [];
  const inner: string[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...referencesIn(child));
  });
  return [...own, ...inner];
}

/** Values of the properties of an object. */
function membersOf(value: ts.Expression | undefined): ts.Expression[] {
  if (value === undefined) return [];
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))
    return membersOf(value.expression);
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.filter(ts.isPropertyAssignment).map(({ initializer }) => initializer);
}

function isFirst(statement: ts.Statement, file: string, walk: Walk): boolean {
  const key = `${file} ${namesOf(statement).join(" ")}`;
  if (namesOf(statement).length === 0 || walk.seen.has(key)) return false;
  walk.seen.add(key);
  return true;
}

function isExported(node: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** The file that is imported, or exported from, when it is one of ours. */
function partOf(
  { moduleSpecifier }: ts.ImportDeclaration | ts.ExportDeclaration,
  file: string,
): string | undefined {
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const { text } = moduleSpecifier;
  return text.startsWith(".") && !text.endsWith(".json")
    ? `${join(dirname(file), text)}.ts`
    : undefined;
}

function namedIn(
  clause: ts.NamedExportBindings | ts.NamedImportBindings | undefined,
): string[] | undefined {
  const isNamed = clause !== undefined && (ts.isNamedExports(clause) || ts.isNamedImports(clause));
  return isNamed ? clause.elements.map(({ name }) => name.text) : undefined;
}

function parsed(file: string, { files }: Walk): ts.SourceFile {
  const known = files.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  files.set(file, source);
  return source;
}
