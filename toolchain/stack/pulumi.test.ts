import { describe, expect, test } from "vitest";
import { type StackPlace, backendOf, pulumiEnvironment } from "./pulumi";

const place = (stack: string): StackPlace => ({
  stack,
  root: "/clone",
  bin: "/clone/bin",
  pulumiHome: "/clone/home",
  state: "/clone/my state",
});

describe("pulumiEnvironment", () => {
  test("stack local takes nothing of the user's", () => {
    const user = {
      PATH: "/usr/bin",
      LANG: "C",
      KUBECONFIG: "/home/me/.kube/config",
      PULUMI_BACKEND_URL: "s3://ours",
      PULUMI_CONFIG_PASSPHRASE: "mine",
      PULUMI_HOME: "/home/me/.pulumi",
    };
    expect(pulumiEnvironment(place("local"), user)).toEqual({
      LANG: "C",
      PATH: "/clone/bin:/usr/bin",
      PULUMI_HOME: "/clone/home",
      PULUMI_BACKEND_URL: "file:///clone/my state?metadata=skip",
      PULUMI_CONFIG_PASSPHRASE: "kube-tracing",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_DEBUG_COMMANDS: "true",
      KUBE_TRACING_RUN: "/clone/my%20state#local",
    });
  });

  test("another stack is opened with the user's passphrase, or with its file", () => {
    const passphrase = (user: NodeJS.ProcessEnv) =>
      pulumiEnvironment(place("prod"), user)["PULUMI_CONFIG_PASSPHRASE"];
    expect(passphrase({ PULUMI_CONFIG_PASSPHRASE: "mine" })).toBe("mine");
    expect(passphrase({ PULUMI_CONFIG_PASSPHRASE_FILE: "/p" })).toBeUndefined();
    expect(passphrase({})).toBe("kube-tracing");
  });

  test("the program is told which cluster to use", () => {
    const access = { kubeconfig: "/c/kubeconfig", context: "kind-kind" };
    expect(pulumiEnvironment(place("local"), {}, access)).toMatchObject({
      KUBE_TRACING_KUBECONFIG: "/c/kubeconfig",
      KUBE_TRACING_CONTEXT: "kind-kind",
    });
  });
});

test("only stack local is kept on this machine whatever the user has", () => {
  const user = { PULUMI_BACKEND_URL: "s3://ours" };
  expect(backendOf(place("local"), user)).toBe("file:///clone/my state?metadata=skip");
  expect(backendOf(place("prod"), user)).toBe("s3://ours");
  expect(backendOf(place("prod"), {})).toBe("file:///clone/my state?metadata=skip");
});
