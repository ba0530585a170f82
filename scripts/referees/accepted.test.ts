import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Entry, type Remark, readAccepted, weigh } from "./accepted";

const remark = (referee: string, check: string, object: string): Remark => ({
  environment: "uat",
  referee,
  check,
  object,
  message: "as it says",
});

const entry = (check: string, ...objects: string[]): Entry => ({
  referee: "kube-score",
  check,
  objects,
  reason: "two referees contradict each other here",
});

const PROBES = remark("kube-score", "pod-probes", "Job/oap-init");
const PULL = remark("kube-score", "pull-policy", "Deployment/oap");

describe("weigh", () => {
  test("what no entry names is unexpected", () => {
    expect(weigh([PROBES, PULL], [entry("pod-probes", "Job/oap-init")], ["kube-score"])).toEqual({
      accepted: [{ ...PROBES, reason: "two referees contradict each other here" }],
      unexpected: [PULL],
      stale: [],
    });
  });

  test("an entry covers its own referee, check and objects, and nothing else", () => {
    const entries = [entry("pod-probes", "Job/*")];
    const others = [
      remark("checkov", "pod-probes", "Job/oap-init"),
      remark("kube-score", "pod-probes-identical", "Job/oap-init"),
      remark("kube-score", "pod-probes", "Deployment/Job/oap"),
    ];
    const { accepted, unexpected } = weigh([PROBES, ...others], entries, ["kube-score"]);
    expect(accepted).toHaveLength(1);
    expect(unexpected).toEqual(others);
  });

  test("an entry may hold in some environments only", () => {
    const entries = [{ ...entry("pod-probes", "Job/*"), environments: ["uat"] }];
    const elsewhere = { ...PROBES, environment: "prod" };
    expect(weigh([PROBES, elsewhere], entries, ["kube-score"]).unexpected).toEqual([elsewhere]);
  });

  test("every object of an entry must still be found", () => {
    const entries = [entry("pod-probes", "Job/*", "Job/es-init"), entry("gone", "*")];
    expect(weigh([PROBES], entries, ["kube-score"]).stale).toEqual([
      "kube-score pod-probes Job/es-init",
      "kube-score gone *",
    ]);
  });

  test("nothing is stale because its referee is absent", () => {
    expect(weigh([], [entry("gone", "*")], ["checkov"]).stale).toEqual([]);
  });

  test("in a pattern only the star is special", () => {
    const dotted = [remark("kube-score", "a.b", "ConfigMap/x.y")];
    expect(weigh(dotted, [entry("a.b", "ConfigMap/x.y")], []).unexpected).toEqual([]);
    expect(
      weigh([remark("kube-score", "aXb", "ConfigMap/x.y")], [entry("a.b", "*")], []).accepted,
    ).toEqual([]);
  });
});

describe("readAccepted", () => {
  test("reads the committed file", () => {
    const entries = readAccepted(readFileSync(join(__dirname, "accepted.yaml"), "utf8"));
    expect(entries.every(({ reason }) => reason.trim().endsWith("."))).toBe(true);
  });

  test("refuses an entry without a reason", () => {
    const entryWithout = "- { referee: checkov, check: CKV_K8S_43, objects: ['*'] }";
    expect(() => readAccepted(entryWithout)).toThrow("reason");
  });
});
