import { describe, expect, test } from "vitest";
import { createFindings, existingNamespaces } from "./api-server";
import { checkovFindings } from "./checkov";
import type { Manifest } from "./finding";
import { kubeScoreFindings } from "./kube-score";
import { kubectlValidateFindings } from "./kubectl-validate";
import { monokle, monokleFindings } from "./monokle";

const manifest = (kind: string, name: string): Manifest => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name, namespace: "uat" },
});

/** Recorded, and shortened to some of the checks. */
const KUBE_SCORE_1_20_0 = `[
  {
    "object_name": "Deployment/apps/v1/uat/oap",
    "type_meta": { "kind": "Deployment", "apiVersion": "apps/v1" },
    "object_meta": { "name": "oap", "namespace": "uat", "creationTimestamp": null },
    "checks": [
      {
        "check": { "name": "Label values", "id": "label-values", "target_type": "all", "comment": "", "optional": false },
        "grade": 10, "skipped": false, "comments": null
      },
      {
        "check": { "name": "Container Resources", "id": "container-resources", "target_type": "Pod", "comment": "", "optional": false },
        "grade": 1, "skipped": false,
        "comments": [
          { "path": "oap", "summary": "CPU limit is not set", "description": "Set resources.limits.cpu", "documentation_url": "" },
          { "path": "oap", "summary": "CPU request is not set", "description": "Set resources.requests.cpu", "documentation_url": "" }
        ]
      },
      {
        "check": { "name": "Deployment Replicas", "id": "deployment-replicas", "target_type": "Deployment", "comment": "", "optional": false },
        "grade": 5, "skipped": false,
        "comments": [{ "path": "", "summary": "Deployment few replicas", "description": "", "documentation_url": "" }]
      },
      {
        "check": { "name": "Deployment has PodDisruptionBudget", "id": "deployment-has-poddisruptionbudget", "target_type": "Deployment", "comment": "", "optional": false },
        "grade": 0, "skipped": true,
        "comments": [{ "path": "", "summary": "Skipped because the deployment has less than 2 replicas", "description": "", "documentation_url": "" }]
      }
    ],
    "file_name": "uat.yaml", "file_row": 15
  }
]`;

/** Recorded with --compact --quiet, and shortened. */
const CHECKOV_3_3_30 = `{
  "check_type": "kubernetes",
  "results": {
    "failed_checks": [
      {
        "check_id": "CKV_K8S_43", "bc_check_id": null, "check_name": "Image should use digest",
        "check_result": { "result": "FAILED", "evaluated_keys": ["spec/template/spec/containers/[0]/image"] },
        "file_path": "/uat.yaml", "resource": "Deployment.uat.oap", "severity": null
      },
      {
        "check_id": "CKV2_K8S_6", "bc_check_id": null, "check_name": "Minimize the admission of pods which lack an associated NetworkPolicy",
        "check_result": { "result": "FAILED", "evaluated_keys": ["resource_type"] },
        "file_path": "/uat.yaml", "resource": "Pod.uat.oap.app-oap", "severity": null
      }
    ]
  },
  "summary": { "passed": 74, "failed": 2, "skipped": 0, "parsing_errors": 0, "resource_count": 6, "checkov_version": "3.3.30" }
}`;

const CHECKOV_UNREADABLE = `{ "passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0, "checkov_version": "3.3.30" }`;

/** Recorded with three files, and shortened. */
const KUBECTL_VALIDATE_0_0_4 = `{
  "objects/0.json": [{ "metadata": {}, "status": "Success" }],
  "objects/1.json": [
    {
      "metadata": {}, "status": "Failure", "reason": "Invalid", "code": 422,
      "message": " \\"\\" is invalid: spec.template.spec.containers[0].bogus: Invalid value: value provided for unknown field",
      "details": {
        "causes": [
          {
            "reason": "FieldValueInvalid", "message": "Invalid value: value provided for unknown field",
            "field": "spec.template.spec.containers[0].bogus"
          }
        ]
      }
    }
  ],
  "objects/2.json": [
    {
      "metadata": {}, "status": "Failure", "reason": "InternalError", "code": 500,
      "message": "Internal error occurred: failed to retrieve validator: failed to locate OpenAPI spec for GV: policy/v1beta1",
      "details": { "causes": [{ "message": "failed to retrieve validator: failed to locate OpenAPI spec for GV: policy/v1beta1" }] }
    }
  ]
}`;

test("kube-score: one finding per comment of each check that failed; skipped checks are none", () => {
  expect(kubeScoreFindings(KUBE_SCORE_1_20_0)).toEqual([
    {
      check: "container-resources",
      object: "Deployment/oap",
      message: "oap: CPU limit is not set",
    },
    {
      check: "container-resources",
      object: "Deployment/oap",
      message: "oap: CPU request is not set",
    },
    { check: "deployment-replicas", object: "Deployment/oap", message: "Deployment few replicas" },
  ]);
});

describe("checkov", () => {
  test("one finding per failed check", () => {
    expect(checkovFindings(CHECKOV_3_3_30)).toEqual([
      { check: "CKV_K8S_43", object: "Deployment/oap", message: "Image should use digest" },
      {
        check: "CKV2_K8S_6",
        object: "Pod/oap",
        message: "Minimize the admission of pods which lack an associated NetworkPolicy",
      },
    ]);
  });

  test("an unreadable file is not a clean one", () => {
    expect(() => checkovFindings(CHECKOV_UNREADABLE)).toThrow(
      `checkov read nothing: ${CHECKOV_UNREADABLE}`,
    );
  });
});

test("kubectl-validate: one finding per cause, told by the object behind the file's number", () => {
  const objects = [
    manifest("Service", "oap"),
    manifest("Deployment", "oap"),
    manifest("PodDisruptionBudget", "ui"),
  ];
  expect(kubectlValidateFindings(KUBECTL_VALIDATE_0_0_4, objects)).toEqual([
    {
      check: "schema",
      object: "Deployment/oap",
      message:
        "spec.template.spec.containers[0].bogus: Invalid value: value provided for unknown field",
    },
    {
      check: "schema",
      object: "PodDisruptionBudget/ui",
      message: "failed to retrieve validator: failed to locate OpenAPI spec for GV: policy/v1beta1",
    },
  ]);
});

/** Recorded, and shortened. */
const MONOKLE_0_33_0 = {
  runs: [
    {
      tool: { driver: { name: "monokle" } },
      results: [
        {
          ruleId: "KBP001",
          level: "warning",
          message: { text: "Disallow images with the latest tag" },
          locations: [
            { physicalLocation: { artifactLocation: { uriBaseId: "SRCROOT", uri: "uat.yaml" } } },
            {
              physicalLocation: { artifactLocation: { uriBaseId: "RESOURCE", uri: "uat.yaml-1" } },
            },
          ],
        },
      ],
    },
  ],
};

describe("monokle", () => {
  test("one finding per result, told by the object behind the id", () => {
    const objects = new Map([
      ["uat.yaml-0", manifest("Service", "oap")],
      ["uat.yaml-1", manifest("Deployment", "oap")],
    ]);
    expect(monokleFindings(MONOKLE_0_33_0, objects)).toEqual([
      {
        check: "KBP001",
        object: "Deployment/oap",
        message: "Disallow images with the latest tag",
      },
    ]);
    expect(() => monokleFindings(MONOKLE_0_33_0, new Map())).toThrow(
      "monokle speaks of an object uat.yaml-1",
    );
  });

  test("rules that are off by themselves speak, and one file tells nothing about another", async () => {
    const referee = await monokle.invite();
    const golden = (environment: string, app: string) => {
      const inCore = (kind: string, spec: object) => {
        const metadata = { name: "oap", namespace: "uat", labels: { app: "oap" } };
        return { apiVersion: "v1", kind, metadata, spec };
      };
      const service = inCore("Service", { selector: { app }, type: "NodePort" });
      const pod = inCore("Pod", { containers: [] });
      return { environment, file: `${environment}.yaml`, objects: [service, pod] };
    };
    const checks = async (environment: string, app: string) => {
      const findings = await referee.judge(golden(environment, app));
      return findings.map(({ check, object }) => `${check} ${object}`).sort();
    };
    expect(await checks("uat", "missing")).toContain("LNK001 Service/oap");
    expect(await checks("prod", "oap")).not.toContain("LNK001 Service/oap");
    expect(await checks("local", "oap")).toContain("KBP114 Service/oap");
  });
});

describe("kubectl create", () => {
  const deployment = manifest("Deployment", "oap");

  test("no word on stderr is no finding", () => {
    expect(createFindings(deployment, "")).toEqual([]);
  });

  test("each warning is a finding, and the refusal is one", () => {
    const stderr = [
      'Warning: would violate PodSecurity "restricted:latest": runAsNonRoot != true',
      "Warning: spec.template.spec.containers[0].env[1]: hides previous definition",
      'The Deployment "oap" is invalid: ',
      '* spec.template.spec.containers[0].ports[1].name: Duplicate value: "grpc"',
      "* spec.selector: Required value",
      "",
    ].join("\n");
    expect(createFindings(deployment, stderr)).toEqual([
      {
        check: "warning",
        object: "Deployment/oap",
        message: 'would violate PodSecurity "restricted:latest": runAsNonRoot != true',
      },
      {
        check: "warning",
        object: "Deployment/oap",
        message: "spec.template.spec.containers[0].env[1]: hides previous definition",
      },
      {
        check: "refused",
        object: "Deployment/oap",
        message:
          'The Deployment "oap" is invalid:  * spec.template.spec.containers[0].ports[1].name: Duplicate value: "grpc" * spec.selector: Required value',
      },
    ]);
  });

  test("the name of the temporary file is left out", () => {
    const said = (stderr: string) => createFindings(deployment, stderr)[0]?.message;
    expect(
      said(
        'Error from server (Forbidden): error when creating "/tmp/object.json": pods "oap" is forbidden',
      ),
    ).toBe('pods "oap" is forbidden');
    expect(
      said(
        'error: resource mapping not found for name: "ui" namespace: "uat" from "/tmp/object.json": no matches for kind "X" in version "x/v1"\nensure CRDs are installed first',
      ),
    ).toBe(
      'resource mapping not found for name: "ui" namespace: "uat": no matches for kind "X" in version "x/v1" ensure CRDs are installed first',
    );
  });
});

test("a namespace that nobody creates is there already, and strict; one of the cluster itself is as it is", () => {
  const tracing = { apiVersion: "v1", kind: "Namespace", metadata: { name: "tracing" } };
  const inTracing = {
    ...manifest("Deployment", "ui"),
    metadata: { name: "ui", namespace: "tracing" },
  };
  const role = { apiVersion: "v1", kind: "ClusterRole", metadata: { name: "oap" } };
  const ofTheCluster = {
    ...manifest("RoleBinding", "oap"),
    metadata: { name: "oap", namespace: "kube-system" },
  };
  const objects = [manifest("Deployment", "oap"), manifest("Service", "oap"), tracing, inTracing];
  expect(existingNamespaces([...objects, role, ofTheCluster])).toEqual([
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "uat", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    },
  ]);
});
