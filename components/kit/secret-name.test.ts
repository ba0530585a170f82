import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { secretNameOf } from "./secret-name";
import { render, valueOf } from "./testing";

test("the name of a Secret is not secret, whatever is in it", async () => {
  await render(async () => {
    const secret = new k8s.core.v1.Secret("token", { stringData: { token: pulumi.secret("t") } });
    const name = secretNameOf(secret);
    expect(await valueOf(name)).toBe("token");
    expect(await pulumi.isSecret(name)).toBe(false);
  });
});
