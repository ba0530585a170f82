import { describe, expect, test } from "vitest";
import { COMPATIBILITY, readsStore, storesOf } from "./compatibility";
import { OAP_VERSIONS } from "./versions";

test("the table has every version that the component accepts, and no other", () => {
  expect(Object.keys(COMPATIBILITY)).toEqual(OAP_VERSIONS);
});

describe.each(OAP_VERSIONS)("OAP %s", (oap) => {
  test("starts with everything that its own tests run against", () => {
    const { elasticsearch, openSearch } = COMPATIBILITY[oap]!.tested;
    const refused = [...elasticsearch, ...openSearch].filter((one) => !readsStore(oap, one));
    expect(refused).toEqual([]);
  });

  test.each([
    ["6.8.23", true],
    ["7.17.29", true],
    ["8.18.8", true],
    [undefined, true],
    ["9.0.0", false],
    ["5.6.16", false],
    ["10.0.0", false],
    ["latest", false],
  ])("and a store of version %s: %s", (store, reads) => {
    expect(readsStore(oap, store)).toBe(reads);
  });

  test("says what it starts with", () => {
    expect(storesOf(oap)).toBe("Elasticsearch 6, 7 or 8, or OpenSearch 1, 2 or 3");
  });
});

test("each source is a file of the release itself", () => {
  for (const [version, { sources }] of Object.entries(COMPATIBILITY))
    for (const source of sources)
      expect(source).toMatch(new RegExp(`^https://github.com/apache/skywalking/blob/v${version}/`));
});
