import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchDiskFits } from "./elasticsearch-disk-fits";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(elasticsearchDiskFits, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchDiskFits, elasticsearchDiskFits.bad)).toEqual([
    "Deployment oap: container oap: 4 days take 6 GiB, and the disks of its storage have 1",
  ]);
  expect(findingsIn(elasticsearchDiskFits, elasticsearchDiskFits.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchDiskFits,
      broken(
        "StatefulSet skywalking-elasticsearch",
        ({ spec }) => (spec.volumeClaimTemplates[0].spec.resources.requests.storage = "2Gi"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: 8 days take 21 GiB, and the disks of its storage have 6",
  ]);
});
