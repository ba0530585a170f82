import ts from "typescript";

/** The text of a doc comment with its `@see` and `@example`; other tags have columns of their own. */
export function docOf(node: ts.Node): string {
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

/** The text of a tag; empty when there is none. */
export function tagOf(node: ts.Node, name: string): string {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
  const full = tag?.getText() ?? "";
  return full
    .replace(/\n\s*\* ?/g, "\n")
    .replace(new RegExp(`^@${name}\\s*`), "")
    .trim();
}

/** The doc comment that stands before a choice of a union, where TypeScript itself sees none. */
export function commentOf(arm: ts.TypeNode): string {
  const text = arm.getSourceFile().text;
  const before = text.slice(0, arm.getStart()).replace(/[\s|]+$/, "");
  const comment = /\/\*\*((?:(?!\*\/).)*)\*\/$/s.exec(before)?.[1] ?? "";
  return cell(
    comment
      .replace(/\n\s*\*/g, " ")
      .replace(/@see (https?:\S+)/, "See <$1>")
      .replace(/@experimental/, "Experimental:"),
  );
}

/** Text in one line, for a cell of a table; what looks like HTML stays text. */
export function cell(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(/\|/g, "\\|").trim();
  const parts = line.split(/(`[^`]*`)/);
  return parts
    .map((part) => (part.startsWith("`") ? part : part.replace(/<(?!https?:)/g, "\\<")))
    .join("");
}

/** The same for code, between backticks. */
export function code(text: string): string {
  const bare = text
    .replace(/\/\*\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .trim();
  const line = bare.replace(/\|/g, "\\|");
  if (line === "") return "";
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
}
