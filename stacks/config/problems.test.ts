import { describe, expect, test } from "vitest";
import { listed, messageOf, oneOf, pathOf, unknownKey, valueAt, wrong } from "./problems";

describe("a message", () => {
  test("has all problems in two columns, sorted by path", () => {
    const problems = [
      { path: "platform.skywalking.oap.heap", text: "is 3; give 2" },
      { path: "kube-tracing:agentToken", text: "is missing" },
    ];
    expect(messageOf("Pulumi.uat.yaml", problems)).toBe(
      "Pulumi.uat.yaml cannot be used, 2 problems:\n" +
        "  kube-tracing:agentToken       is missing\n" +
        "  platform.skywalking.oap.heap  is 3; give 2",
    );
  });

  test("tells a problem that was found twice once", () => {
    const problem = { path: "platform", text: "is missing" };
    expect(messageOf("Pulumi.uat.yaml", [problem, problem])).toBe(
      "Pulumi.uat.yaml cannot be used, 1 problem:\n  platform  is missing",
    );
  });
});

test.each([
  [undefined, "is missing; give x"],
  [null, "is empty; give x"],
  ["", "is empty; give x"],
  ["2GB", 'is "2GB"; give x'],
  [0, "is 0; give x"],
  [false, "is false; give x"],
  [[1, 2], "is a list; give x"],
  [{ a: 1 }, "is a map; give x"],
  ["a".repeat(80), `is "${"a".repeat(59)}…; give x`],
])("what came, %o, is shown in plain words", (value, text) => {
  expect(wrong(value, "x")).toBe(text);
});

test("an unknown key is told which one was meant, or which there are", () => {
  expect(unknownKey("nodePrt", ["kind", "nodePort"])).toBe("unknown key; did you mean nodePort?");
  expect(unknownKey("port", ["name", "key"])).toBe("unknown key; there are name and key");
  expect(unknownKey("secure", ["config"])).toBe("unknown key; there is config");
});

test("a choice names all there is, and the near one", () => {
  expect(oneOf(["a"], "b")).toBe("a");
  expect(oneOf(["Always", "IfNotPresent"], 3)).toBe("Always or IfNotPresent");
  expect(oneOf(["alpha", "beta", "gamma"], "betta")).toBe(
    "one of alpha, beta or gamma; did you mean beta?",
  );
});

test("words are listed as people do", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")]).toEqual([
    "",
    "a",
    "a and b",
    "a, b or c",
  ]);
});

test("a path is spelt as in the file and leads to the value", () => {
  const input = { oap: { accessLogs: { http: ["x", "y"] } } };
  const path = ["oap", "accessLogs", "http", 1];
  expect(pathOf("platform", path)).toBe("platform.oap.accessLogs.http[1]");
  expect(valueAt(input, path)).toBe("y");
  expect(valueAt(input, ["oap", "heap", "size"])).toBeUndefined();
});
