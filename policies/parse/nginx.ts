/** One directive of an nginx.conf. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** What stands between its braces; undefined where it has none. */
  readonly block?: readonly Directive[];
}

/** A string in quotes, a comment, a brace, a semicolon, or a word; a word may hold `${NAME}`. */
const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|#[^\n]*|[{};]|(?:\$\{[^}]*\}|[^\s{};"'#]|(?<=\S)#)+/g;

/** The directives of an nginx.conf; undefined when its braces or semicolons are wrong. */
export function nginxDirectives(text: string): readonly Directive[] | undefined {
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token);
  const [directives, end] = readBlock(
    tokens.filter((token) => !token.startsWith("#")),
    0,
  );
  return directives !== undefined && end === -1 ? directives : undefined;
}

/** Every directive with this name, at any depth. */
export function directivesNamed(
  directives: readonly Directive[],
  name: string,
): readonly Directive[] {
  return directives.flatMap((one) => [
    ...(one.name === name ? [one] : []),
    ...directivesNamed(one.block ?? [], name),
  ]);
}

/** Directives up to the end of their block, and where to go on: -1 is the end of the text. */
function readBlock(
  tokens: readonly string[],
  start: number,
): [directives: Directive[] | undefined, next: number] {
  const directives: Directive[] = [];
  let words: string[] = [];
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at] ?? "";
    if (token === "}") return words.length === 0 ? [directives, at + 1] : [undefined, at];
    if (token !== ";" && token !== "{") {
      words.push(unquoted(token));
      continue;
    }
    const [name, ...args] = words;
    if (name === undefined) return [undefined, at];
    words = [];
    if (token === ";") {
      directives.push({ name, args });
      continue;
    }
    const [block, next] = readBlock(tokens, at + 1);
    if (block === undefined || next === -1) return [undefined, at];
    directives.push({ name, args, block });
    at = next - 1;
  }
  return words.length === 0 ? [directives, -1] : [undefined, -1];
}

function unquoted(token: string): string {
  return /^["']/.test(token) ? token.slice(1, -1).replaceAll(/\\(.)/g, "$1") : token;
}
