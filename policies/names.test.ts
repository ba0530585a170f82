import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "./rules";

/** Names are public: a rule that goes or is renamed breaks the configurations that name it. */
test("the rules have the names, families and severities that are published", () => {
  const published = readFileSync(join(__dirname, "names.txt"), "utf8").trimEnd().split("\n");
  const names = RULES.map(({ family, name, severity }) => `${family}/${name} ${severity}`);
  expect(names.sort()).toEqual(published);
});
