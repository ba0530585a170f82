import { describe, expect, test } from "vitest";
import { check, type Configuration } from "../check";
import { levelOf } from "../level";
import { imageHasVersion } from "../rules/images/image-has-version";
import { privileged } from "../rules/pod-security/privileged";
import { volumeTypes } from "../rules/pod-security/volume-types";
import { junitOf } from "./junit";
import { objectsIn } from "./manifests";
import { sarifOf } from "./sarif";
import { tableOf } from "./table";

const RULES = [volumeTypes, privileged, imageHasVersion];
const objects = objectsIn(
  `apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: tracing }
spec:
  containers: [{ name: a, image: "a<b", securityContext: { privileged: true } }]
  volumes: [{ name: v, nfs: {} }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: broken }
`,
  "agent.yaml",
);
const exceptions = [{ object: "Pod agent", reason: "for now", until: "2027-01-31" }];
const configuration: Configuration = new Map([
  [volumeTypes.name, { level: levelOf(volumeTypes, "uat"), settings: {}, exceptions: [] }],
  [imageHasVersion.name, { settings: {}, exceptions }],
]);
const outcome = check(objects, {
  rules: RULES,
  environment: "uat",
  configuration,
  today: "2026-11-21",
});

test("the table has a row for each violation, and says what to do", () => {
  expect(tableOf(outcome)).toBe(
    [
      "level      severity  rule                     object             what is wrong",
      "mandatory  critical  no-privileged-container  Pod tracing/agent  container a is privileged",
      "advisory   medium    restricted-volume-types  Pod tracing/agent  volume v is of type nfs",
      "",
      "To do:",
      `  no-privileged-container  ${privileged.remedy}  ${privileged.source}`,
      `  restricted-volume-types  ${volumeTypes.remedy.padEnd(privileged.remedy.length)}  ${volumeTypes.source}`,
      "",
      "Let pass:",
      "  image-has-version  Pod tracing/agent  until 2027-01-31  for now",
      "",
      "Not decided:",
      ...["restricted-volume-types", "no-privileged-container", "image-has-version"].map(
        (rule) =>
          `  ${rule.padEnd(23)}  Deployment broken  it is not shaped as ${rule} expects: Cannot read properties of undefined (reading 'template')`,
      ),
      "",
      "2 objects, 3 rules, 1 violation, 1 advised against, 1 let pass, 3 not decided",
    ].join("\n"),
  );
});

test("nothing found is one line", () => {
  const [agent] = objects;
  const rules = RULES.slice(0, 0);
  const none = check(agent === undefined ? [] : [agent], {
    rules,
    environment: "dev",
    configuration,
    today: "",
  });
  expect(tableOf(none)).toBe(
    "1 object, 0 rules, 0 violations, 0 advised against, 0 let pass, 0 not decided",
  );
});

describe("SARIF", () => {
  const sarif: any = sarifOf(outcome, RULES, "1.2.3");
  const [{ tool, results }] = sarif.runs;

  test("lists the rules", () => {
    expect(sarif.version).toBe("2.1.0");
    expect(tool.driver).toMatchObject({ name: "kube-tracing-policies", version: "1.2.3" });
    expect(tool.driver.rules[1]).toEqual({
      id: "no-privileged-container",
      shortDescription: { text: "No container is privileged" },
      fullDescription: { text: privileged.why },
      help: { text: `To do: ${privileged.remedy}. See ${privileged.source}` },
      helpUri: privileged.source,
      properties: { tags: ["security", "pod-security"], "security-severity": "9.5" },
    });
  });

  test("says where, and what an exception lets pass", () => {
    expect(results.map(({ ruleId, level }: any) => [ruleId, level])).toEqual([
      ["restricted-volume-types", "warning"],
      ["no-privileged-container", "error"],
      ["image-has-version", "error"],
    ]);
    expect(results[1]).toMatchObject({
      ruleIndex: 1,
      message: {
        text: `Pod tracing/agent: container a is privileged. To do: ${privileged.remedy}.`,
      },
      locations: [
        { physicalLocation: { artifactLocation: { uri: "agent.yaml" }, region: { startLine: 1 } } },
      ],
    });
    expect(results[2].suppressions).toEqual([
      { kind: "external", status: "accepted", justification: "for now (until 2027-01-31)" },
    ]);
  });
});

test("JUnit has a suite for each family, and fails for what is forbidden", () => {
  expect(junitOf(outcome, RULES)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="kube-tracing-policies">
  <testsuite name="pod-security" tests="2" failures="1">
    <testcase classname="pod-security" name="restricted-volume-types">
      <system-out>Pod tracing/agent: volume v is of type nfs</system-out>
    </testcase>
    <testcase classname="pod-security" name="no-privileged-container">
      <failure message="No container is privileged" type="critical">Pod tracing/agent: container a is privileged</failure>
    </testcase>
  </testsuite>
  <testsuite name="images" tests="1" failures="0">
    <testcase classname="images" name="image-has-version"/>
  </testsuite>
</testsuites>
`,
  );
});

test("JUnit escapes what it tells", () => {
  const open = check(objects, {
    rules: RULES,
    environment: "uat",
    configuration: new Map(),
    today: "",
  });
  expect(junitOf(open, RULES)).toContain("container a runs a&lt;b, without a version");
});
