import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { envVars, extraEnvChecks } from "./env";
import { refuse } from "./refusal";

test("text, keys of Secrets and fields of the pod, in the order that they are given", () => {
  const env = {
    POD_IP: { field: "status.podIP" },
    SW_CLUSTER_INTERNAL_COM_HOST: "$(POD_IP)",
    SW_ES_PASSWORD: { secret: { name: "es", key: "password" } },
  } as const;
  expect(envVars(env)).toEqual([
    { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
    { name: "SW_CLUSTER_INTERNAL_COM_HOST", value: "$(POD_IP)" },
    {
      name: "SW_ES_PASSWORD",
      valueFrom: { secretKeyRef: { name: "es", key: "password" } },
    },
  ]);
});

test("outputs and promises are text that comes later", () => {
  const output = pulumi.output("later");
  const promise = Promise.resolve("later");
  expect(envVars({ OUTPUT: output, PROMISE: promise })).toEqual([
    { name: "OUTPUT", value: output },
    { name: "PROMISE", value: promise },
  ]);
});

test("a name that the component sets itself is refused, with what to give instead", () => {
  const owned = { JAVA_OPTS: "resources.limits.memory for the heap" };
  expect(() => {
    refuse("Oap", extraEnvChecks({ JAVA_OPTS: "-Xmx1g", TZ: "UTC" }, owned));
  }).toThrow(
    /^Oap: env\.JAVA_OPTS is "set by the component itself"; give resources\.limits\.memory for the heap\.$/,
  );
  expect(extraEnvChecks({ TZ: "UTC" }, owned)).toEqual([true]);
});

test("a name that every object inherits is not one that the component sets", () => {
  expect(extraEnvChecks({ toString: "1" }, {})).toEqual([true]);
});
