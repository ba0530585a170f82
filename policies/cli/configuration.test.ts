import { describe, expect, test } from "vitest";
import { RULES } from "../rules";
import { configurationOf } from "./configuration";

const read = (content: unknown) => configurationOf(content, { file: "levels.json", rules: RULES });

test("a level for all, and for one", () => {
  const found = read({
    all: "advisory",
    "no-host-ports": "mandatory",
    "no-host-path": "remediate",
  });
  expect(found.get("no-privileged-container")?.level).toBe("advisory");
  expect(found.get("no-host-ports")?.level).toBe("mandatory");
  expect(found.get("no-host-path")?.level).toBe("mandatory");
});

test("settings and exceptions", () => {
  const exceptions = [{ object: "DaemonSet agent", reason: "why", until: "2027-01-31" }];
  const found = read({
    "safe-sysctls": { enforcementLevel: "advisory", kubernetesMinor: 31, exceptions },
  });
  expect(found.get("safe-sysctls")).toEqual({
    level: "advisory",
    settings: { kubernetesMinor: 31 },
    exceptions,
  });
});

describe("refuses", () => {
  test("everything that is wrong at once", () => {
    const content = {
      all: "strict",
      "no-such-rule": "mandatory",
      "no-host-path": 1,
      "safe-sysctls": { kubernetesMinor: "31", other: 1, exceptions: [{ object: "Pod p" }] },
      "no-host-ports": { exceptions: "none" },
    };
    const refused = () => read(content);
    expect(refused).toThrow(
      [
        'levels.json: all is "strict"; give mandatory, advisory, disabled or remediate',
        "levels.json: no-host-path is 1; give mandatory, advisory, disabled or remediate",
        "levels.json: no-host-ports: exceptions is no list",
        'levels.json: safe-sysctls: kubernetesMinor is "31"; give a value like 34',
        "levels.json: safe-sysctls has no setting other",
        'levels.json: safe-sysctls: exceptions[0] lacks something; give object ("DaemonSet agent"), reason, and until ("2027-01-31")',
        "levels.json: no-such-rule is no rule; the rules are listed by: kube-tracing-policies rules",
      ].join("\n"),
    );
  });

  test("what is no map", () => {
    expect(() => read([])).toThrow("levels.json is no map from rules to levels");
  });
});
