import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { noSkipAwait } from "./no-skip-await";

test("finds it on workloads", () => {
  expect(findingsIn(noSkipAwait, platform())).toEqual([]);
  const annotations = { "pulumi.com/skipAwait": "true" };
  const broken = real("StatefulSet skywalking-elasticsearch", ({ metadata }) => {
    metadata.annotations = annotations;
  });
  expect(findingsOf(noSkipAwait, broken)).toEqual(["nobody waits for it"]);
  const service = real("Service skywalking-oap", ({ metadata }) => {
    metadata.annotations = annotations;
  });
  expect(findingsOf(noSkipAwait, service)).toEqual([]);
});
