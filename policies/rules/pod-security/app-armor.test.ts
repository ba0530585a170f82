import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { appArmor } from "./app-armor";

test("finds it by field and by annotation", () => {
  expect(findingsIn(appArmor, platform())).toEqual([]);
  const broken = real("Deployment skywalking-oap", ({ spec: { template } }) => {
    template.spec.securityContext.appArmorProfile = { type: "Unconfined" };
    template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/oap"] =
      "unconfined";
  });
  expect(findingsOf(appArmor, broken)).toEqual([
    "the pod has the AppArmor profile Unconfined",
    "annotation container.apparmor.security.beta.kubernetes.io/oap is unconfined",
  ]);
});
