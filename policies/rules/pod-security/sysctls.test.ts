import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { sysctls } from "./sysctls";

test("finds unsafe ones, by the version of Kubernetes", () => {
  expect(findingsIn(sysctls, platform())).toEqual([]);
  const broken = realPod(({ securityContext }) => {
    securityContext.sysctls = [{ name: "vm.max_map_count" }, { name: "net.ipv4.tcp_rmem" }];
  });
  expect(findingsOf(sysctls, broken)).toEqual(["it sets vm.max_map_count"]);
  expect(findingsOf(sysctls, broken, { settings: { kubernetesMinor: 31 } })).toEqual([
    "it sets vm.max_map_count",
    "it sets net.ipv4.tcp_rmem",
  ]);
});
