import { expect, test } from "vitest";
import { withDefaults } from "./defaults";

test("resources go at every depth, and everything else stays", () => {
  const part = {
    version: "10.1.0",
    resources: { limits: {} },
    storage: { server: { resources: {}, nodes: 1 } },
    callers: [{ resources: "of a list" }],
    tls: null,
  };
  expect(withDefaults(part)).toEqual({
    version: "10.1.0",
    storage: { server: { nodes: 1 } },
    callers: [{ resources: "of a list" }],
    tls: null,
  });
});

test("a part that is not there is refused", () => {
  expect(() => withDefaults(undefined)).toThrow("this part of the file is empty");
});
