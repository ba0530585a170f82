import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { expect, test } from "vitest";
import { only, render, valueOf } from "./testing";

test("renders objects sorted, named, with secrets unwrapped and marked", async () => {
  const rendered = await render(() => {
    const password = new random.RandomPassword("password", { length: 8 }).result;
    new k8s.core.v1.Secret("s", { stringData: { password } });
    new k8s.core.v1.ConfigMap("m", { metadata: { name: "fixed" }, data: { a: "b" } });
  });
  expect(rendered.map((r) => `${r.type} ${r.name} ${r.secret.join()}`)).toEqual([
    "kubernetes:core/v1:ConfigMap m ",
    "kubernetes:core/v1:Secret s stringData",
    "random:index/randomPassword:RandomPassword password ",
  ]);
  expect(only(rendered, "kubernetes:core/v1:Secret").inputs.stringData).toEqual({
    password: "generated",
  });
});

test("renders what waits for outputs of other resources, again and again", async () => {
  for (const round of ["one", "two"]) {
    const rendered = await render(async () => {
      const first = new k8s.core.v1.ConfigMap(round, {});
      const data = { of: first.metadata.name.apply(async (name) => name) };
      const second = new k8s.core.v1.ConfigMap("after", { data });
      expect(await valueOf(second.metadata.name)).toBe("after");
    });
    expect(only(rendered, "kubernetes:core/v1:ConfigMap", "after").inputs.data).toEqual({
      of: round,
    });
  }
});

test("says what there was when the one resource that a test wants is not there", async () => {
  const rendered = await render(() => new k8s.core.v1.ConfigMap("m", {}));
  expect(() => only(rendered, "kubernetes:core/v1:Secret")).toThrow(
    "expected one kubernetes:core/v1:Secret , found 0 in:\nkubernetes:core/v1:ConfigMap m",
  );
});

test("refuses provider functions and passes on what the program throws", async () => {
  const refused = render(() => {
    throw new pulumi.RunError("no");
  });
  await expect(refused).rejects.toThrow("no");
});

test("gives a load balancer an address, as a cloud would", async () => {
  await render(async () => {
    const balanced = new k8s.core.v1.Service("a", { spec: { type: "LoadBalancer" } });
    expect(await valueOf(balanced.status)).toEqual({
      loadBalancer: { ingress: [{ ip: "192.0.2.1" }] },
    });
  });
});
