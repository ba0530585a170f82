import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noSkipVerify } from "./no-skip-verify";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(noSkipVerify, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noSkipVerify, noSkipVerify.bad)).toEqual([
    "Deployment oap: container oap: curl has --insecure",
  ]);
  expect(findingsIn(noSkipVerify, noSkipVerify.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noSkipVerify,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) =>
          (spec.template.spec.initContainers[0].command = [
            "sh",
            "-c",
            "curl -k https://localhost:9200",
          ]),
      ),
    ),
  ).toEqual(["StatefulSet skywalking-elasticsearch: init container prepare: curl has -k"]);
  expect(
    findingsIn(
      noSkipVerify,
      broken("ConfigMap skywalking-elasticsearch-files", ({ data }) => {
        data["elasticsearch.yml"] = data["elasticsearch.yml"].replace(
          'verification_mode: "certificate"',
          "verification_mode: none",
        );
      }),
    ),
  ).toEqual([
    'ConfigMap skywalking-elasticsearch-files: data["elasticsearch.yml"]: xpack.security.transport.ssl.verification_mode switches the check off',
  ]);
});
