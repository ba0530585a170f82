import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { secretAsFile } from "./secret-as-file";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(secretAsFile, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(secretAsFile, secretAsFile.bad)).toEqual([
    "Deployment oap: container oap: ELASTIC_PASSWORD comes from a Secret as a variable",
  ]);
  expect(findingsIn(secretAsFile, secretAsFile.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      secretAsFile,
      broken("StatefulSet skywalking-elasticsearch", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "ELASTIC_PASSWORD",
          valueFrom: {
            secretKeyRef: { name: "skywalking-elasticsearch-superuser", key: "password" },
          },
        }),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: container elasticsearch: ELASTIC_PASSWORD comes from a Secret as a variable",
  ]);
});
