import { describe, expect, test } from "vitest";
import { OAP, STORE, kubectl, nameOf, real } from "./platform";

describe("hardening, as the containers see it", () => {
  test.each([
    ["OAP", () => real.pods(OAP), "10001"],
    ["Elasticsearch", () => real.pods(STORE), "1000"],
  ])(
    "%s runs as nobody special, writes nothing to its image and holds no more rights",
    async (_, pods, user) => {
      const [pod] = await pods();
      const inside = (script: string) => kubectl("exec", nameOf(pod), "--", "sh", "-c", script);
      expect((await inside("id -u")).trim()).toBe(user);
      expect((await inside("touch /written 2>/dev/null || echo refused")).trim()).toBe("refused");
      const status = await inside("cat /proc/1/status");
      const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(status)?.[1];
      expect(["CapEff", "CapBnd", "NoNewPrivs", "Seccomp"].map(field)).toEqual([
        "0000000000000000",
        "0000000000000000",
        "1",
        "2",
      ]);
    },
  );

  test("Elasticsearch has no token, and OAP has one for its coordinator", async () => {
    const tokens = async (label: string) => {
      const [pod] = await real.pods(label);
      const folder = "/var/run/secrets/kubernetes.io/serviceaccount/token";
      return (
        await kubectl(
          "exec",
          nameOf(pod),
          "--",
          "sh",
          "-c",
          `test -e ${folder} && echo there || echo none`,
        )
      ).trim();
    };
    expect([await tokens(STORE), await tokens(OAP)]).toEqual(["none", "there"]);
  });
});
