import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchPasswordAsFile } from "./elasticsearch-password-as-file";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchPasswordAsFile, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchPasswordAsFile, elasticsearchPasswordAsFile.bad)).toEqual([
    "StatefulSet elasticsearch: container elasticsearch: ELASTIC_PASSWORD is a variable; give ELASTIC_PASSWORD_FILE",
  ]);
  expect(findingsIn(elasticsearchPasswordAsFile, elasticsearchPasswordAsFile.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchPasswordAsFile,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) =>
        spec.template.spec.containers[0].env.push({ name: "ELASTIC_PASSWORD", value: "[secret]" }),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch: ELASTIC_PASSWORD is a variable; give ELASTIC_PASSWORD_FILE",
  ]);
});
