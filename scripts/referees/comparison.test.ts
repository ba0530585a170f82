import { expect, test } from "vitest";
import { imageHasVersion } from "../../policies/rules/images/image-has-version";
import { privileged } from "../../policies/rules/pod-security/privileged";
import { compare, comparisonPage } from "./comparison";

const containers = [{ name: "a", image: "a:1", securityContext: { privileged: true } }];
const template = { spec: { containers } };
const file = {
  environment: "bad",
  file: "bad.yaml",
  objects: [
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "oap" }, spec: { template } },
  ],
};
const finding = (check: string, object: string) => ({ check, object, message: "" });
const rows = compare(
  [
    {
      referee: "checkov",
      file,
      findings: [
        finding("CKV_K8S_16", "Deployment/oap"),
        finding("CKV_K8S_16", "Pod/oap"),
        finding("CKV_K8S_14", "Deployment/oap"),
        finding("CKV_K8S_99", "Service/oap"),
      ],
    },
  ],
  [privileged, imageHasVersion],
);

test("tells what the pack finds as well, by the same object or its pod, and what not", () => {
  expect(rows).toEqual([
    {
      check: "checkov/CKV_K8S_14",
      rules: ["image-has-version"],
      found: 1,
      shared: 0,
      missing: ["bad Deployment/oap"],
    },
    {
      check: "checkov/CKV_K8S_16",
      rules: ["no-privileged-container"],
      found: 2,
      shared: 2,
      missing: [],
    },
    { check: "checkov/CKV_K8S_99", rules: [], found: 1, shared: 0, missing: ["bad Service/oap"] },
  ]);
});

test("the page gives the reason for each difference, or says that there is none", () => {
  const page = comparisonPage(rows, { "checkov/CKV_K8S_14": "It has a version." });
  expect(page.split("\n").slice(7)).toEqual([
    "| `checkov/CKV_K8S_14` | 1 | 0 | `image-has-version` | It has a version. |",
    "| `checkov/CKV_K8S_16` | 2 | 2 | `no-privileged-container` |  |",
    "| `checkov/CKV_K8S_99` | 1 | 0 |  | **no reason** |",
    "",
  ]);
});
