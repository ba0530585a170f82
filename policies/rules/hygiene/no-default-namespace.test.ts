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

test("a binding of the role by which a server behind the API learns who asks has to be there", () => {
  expect(findingsIn(noDefaultNamespace, platform("uat"))).toEqual([]);
  const other = real(
    "RoleBinding uat-skywalking-metrics",
    ({ roleRef }) => (roleRef.name = "other"),
    "uat",
  );
  expect(findingsOf(noDefaultNamespace, other)).toEqual(["it lies in kube-system"]);
});
