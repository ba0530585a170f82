/** Lines of a configuration file. */
export type Lines = readonly string[];

/** A block of `nginx.conf`: its head, and what stands in it. */
export function block(head: string, body: Lines): Lines {
  return [`${head} {`, ...body.map((line) => (line === "" ? "" : `  ${line}`)), "}"];
}

/** Parts with an empty line between them. */
export function apart(...parts: readonly Lines[]): Lines {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : ["", ...part]));
}
