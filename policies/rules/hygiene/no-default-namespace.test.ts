import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { noDefaultNamespace } from "./no-default-namespace";

test("finds both", () => {
  expect(findingsIn(noDefaultNamespace, platform())).toEqual([]);
  for (const namespace of ["default", "kube-system"]) {
    const broken = real(
      "Service skywalking-oap",
      ({ metadata }) => (metadata.namespace = namespace),
    );
    expect(findingsOf(noDefaultNamespace, broken)).toEqual([`it lies in ${namespace}`]);
  }
});
