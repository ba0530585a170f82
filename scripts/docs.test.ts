import { expect, test } from "vitest";
import { generatedFiles, staleFiles } from "./docs/generated";

test("every generated file is what the sources say; otherwise run: make docs", async () => {
  const files = await generatedFiles();
  expect(Object.keys(files).length).toBeGreaterThan(5);
  expect(staleFiles(files)).toEqual([]);
}, 120_000);
