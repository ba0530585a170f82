import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { markdown, sectionsOf } from "./reference";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kube-tracing-reference-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The page of `main.ts`, beside which the other files lie. */
function page(main: string, others: Record<string, string> = {}): string {
  for (const [name, text] of Object.entries({ ...others, "main.ts": main })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return sectionsOf(join(folder, "main.ts")).map(markdown).join("\n\n");
}

/** Titles alone. */
const titles = (main: string, others: Record<string, string> = {}) =>
  [...page(main, others).matchAll(/^## (.*)$/gm)].map(([, title]) => title);

const HEAD = "| name | type | default | meaning |\n| --- | --- | --- | --- |";

describe("a section", () => {
  test("of a class tells what it is, where to read on, how it is used, and what it offers", () => {
    const source = `
      /**
       * Does things.
       *
       * Slowly.
       * @see https://example.com/things
       * @example
       * const thing = new Thing("a", {
       *   size: 1,
       * });
       */
      export class Thing extends Resource {
        /** Where it answers, \`host|port\`. */
        readonly at: Output<string | number>;
        readonly maybe?: string;
        private readonly inner: number;
        protected other: number;

        constructor(name: string) {}
        method(): void {}
      }
    `;
    expect(page(source)).toBe(
      `
## class Thing

Does things.

Slowly.

See <https://example.com/things>

\`\`\`ts
const thing = new Thing("a", {
  size: 1,
});
\`\`\`

${HEAD}
| \`at\` | \`Output<string \\| number>\` |  | Where it answers, \`host\\|port\`. |
| \`maybe?\` | \`string\` |  |  |
`.trim(),
    );
  });

  test("of an interface has its defaults apart, each in one line", () => {
    const source = `
      /** What it takes. */
      export interface Args extends Base<string>, Other {
        /**
         * How many. @default 1, or 0
         * for none
         */
        readonly count?: number;
        /** @default "<namespace>-<name>" */
        name?: string;
        nested: {
          /** Hidden. */
          a: number;
          b?: "x" | "y";
        };
      }
    `;
    expect(page(source)).toBe(
      `
## Args

What it takes.

Also takes what \`Base<string>\` takes.

Also takes what \`Other\` takes.

${HEAD}
| \`count?\` | \`number\` | 1, or 0 for none | How many. |
| \`name?\` | \`string\` | "\\<namespace>-\\<name>" |  |
| \`nested\` | \`{ a: number; b?: "x" \\| "y"; }\` |  |  |
`.trim(),
    );
  });

  test("of a union has a row for each choice, with what is said before it", () => {
    const source = `
      /** Which one. */
      export type Choice =
        /** The first. */
        | { kind: "first" }
        /**
         * The second, of \`<a>\`.
         * @experimental not sure yet
         * @see https://example.com/second
         */
        | ({ kind: "second" | "other"; at: string } & Base)
        | string
        | \`\${number}Mi\`;
    `;
    expect(page(source)).toBe(
      `
## Choice

Which one.

${HEAD}
| \`first\` | \`{ kind: "first" }\` |  | The first. |
| \`second, other\` | \`{ kind: "second" \\| "other"; at: string } & Base\` |  | The second, of \`<a>\`. Experimental: not sure yet See <https://example.com/second> |
|  | \`string\` |  |  |
|  | \`\` \`\${number}Mi\` \`\` |  |  |
`.trim(),
    );
  });

  test("of a union with something in common says so once", () => {
    const source = `
      export type Hook = Told &
        ({ kind: "web"; url: string } | /** By phone. */ { kind: "call"; number: string });
    `;
    expect(page(source)).toBe(
      `
## Hook

Each also takes what \`Told\` takes.

${HEAD}
| \`web\` | \`{ kind: "web"; url: string }\` |  |  |
| \`call\` | \`{ kind: "call"; number: string }\` |  | By phone. |
`.trim(),
    );
  });

  test("of a constant shows its values, of a function what it does", () => {
    const source = `
      /** Ports. @see https://example.com/ports */
      export const PORTS = { http: 8080, "web-ui": 80 } as const satisfies Record<string, number>;
      export const PORT = 1234;
      /**
       * Makes one.
       * @example make(1)
       */
      export function make(size: number): number {
        return size;
      }
    `;
    expect(page(source)).toBe(
      `
## PORTS

Ports.

See <https://example.com/ports>

${HEAD}
| \`http\` | \`8080\` |  |  |
| \`"web-ui"\` | \`80\` |  |  |

## PORT

${HEAD}
| \`value\` | \`1234\` |  |  |

## function make

Makes one.

\`\`\`ts
make(1)
\`\`\`
`.trim(),
    );
  });
});

describe("the page of a file", () => {
  test("has what it exports, classes first, and nothing else", () => {
    const source = `
      import { Far } from "elsewhere";
      export interface Args {}
      interface Unused {}
      const hidden = 1;
      function inner(): Unused {}
      export class Thing {}
    `;
    expect(titles(source)).toEqual(["class Thing", "Args"]);
  });

  test("has what it passes on from its parts: all, or what it names", () => {
    const parts = {
      "parts/all.ts": "export interface A {}\nexport type B = string;\ninterface Not {}",
      "parts/some.ts": "export interface C {}\nexport interface D {}\nexport const E = 1;",
    };
    const source = `
      export * from "./parts/all";
      export { type C, E } from "./parts/some";
    `;
    expect(titles(source, parts)).toEqual(["A", "B", "C", "E"]);
  });

  test("has what is passed on over several files, each thing once", () => {
    const parts = {
      "args.ts":
        'export type { Topology } from "./topology";\nimport type { Topology } from "./topology";\nexport interface Args { topology: Topology }',
      "topology.ts": "export type Topology = string;",
    };
    const source = 'export type * from "./args";\nexport { type Topology } from "./topology";';
    expect(titles(source, parts)).toEqual(["Topology", "Args"]);
  });

  test("has the types that the exported ones are made of, of the same file and of other parts", () => {
    const parts = {
      "part.ts":
        "export interface Used extends Base {}\nexport interface Base { deep: Deep }\ninterface Deep {}\nexport interface Unused {}",
    };
    const source = `
      import type { Used, Unused } from "./part";
      interface Local { one: typeof two }
      const two = 1;
      export type Choice = { a: readonly Local[] } | Partial<Used>;
    `;
    expect(titles(source, parts)).toEqual(["Choice", "Local", "two", "Used", "Base", "Deep"]);
  });

  test("has what a class takes and offers, but not what it works with inside", () => {
    const source = `
      interface Args {}
      interface Output {}
      interface Inner {}
      export class Thing {
        readonly out: Output;
        private readonly inner: Inner;
        constructor(name: string, args: Args) { const x: Inner = {}; }
        private make(inner: Inner): void {}
      }
    `;
    expect(titles(source)).toEqual(["class Thing", "Args", "Output"]);
  });

  test("has the constants that an exported one is made of", () => {
    const parts = { "part.ts": "export const HTTP = { http: 80 } as const;" };
    const source = 'import { HTTP } from "./part";\nexport const PORTS = { web: HTTP } as const;';
    expect(titles(source, parts)).toEqual(["PORTS", "HTTP"]);
  });

  test("leaves to the kit what is in the kit", () => {
    const parts = {
      "kit/size.ts":
        'import type { Unit } from "./unit";\nexport interface Size { unit: Unit }\nexport interface Other {}',
      "kit/unit.ts": "export type Unit = string;",
    };
    const uses = 'import type { Size } from "./kit/size";\nexport interface Args { size: Size }';
    expect(titles(uses, parts)).toEqual(["Args"]);
    expect(titles('export type { Size } from "./kit/size";', parts)).toEqual(["Size", "Unit"]);
  });
});
