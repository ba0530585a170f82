import { expect, test } from "vitest";
import { fits } from "./pattern";

test("a star stands for anything, and everything else for itself", () => {
  expect(fits("Secret oap-tls", ["ConfigMap *", "Secret *-tls"])).toBe(true);
  expect(fits("Secret oap-tls", ["Secret oap"])).toBe(false);
  expect(fits("Secret oap-tls", ["oap-tls"])).toBe(false);
  expect(fits("Secret a.b", ["Secret a?b", "Secret a.c"])).toBe(false);
  expect(fits("Secret oap", [])).toBe(false);
});
