import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { issuedBy } from "./issuers";

const made = { name: pulumi.output("tracing-ca"), kind: "ClusterIssuer" } as const;
const issuers = { "tracing-ca": made };

test("the platform's own issuer takes the place of its name, wherever it stands", () => {
  const named = { name: "tracing-ca", kind: "ClusterIssuer" } as const;
  const config = { gateway: { tls: { issuer: named } }, list: [{ issuer: named }] };
  expect(issuedBy(issuers, config)).toEqual({
    gateway: { tls: { issuer: made } },
    list: [{ issuer: made }],
  });
  expect(issuedBy(issuers, config).gateway.tls.issuer.name).toBe(made.name);
});

test("everything else stays: issuers of others, and values that are known later", () => {
  const password = pulumi.secret("x");
  const config = {
    other: { name: "corporate", kind: "ClusterIssuer" },
    near: { name: "tracing-ca", kind: "Issuer" },
    role: { name: "tracing-ca", kind: "Role" },
    password,
    count: 1,
  } as const;
  const issued = issuedBy(issuers, config);
  expect(issued.password).toBe(password);
  expect({ ...issued, password: 0 }).toEqual({ ...config, password: 0 });
});
