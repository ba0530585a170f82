import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nextSteps, outputTable, summary } from "./outputs";

const OUTPUTS = {
  addresses: { grpc: "oap.tracing.svc:11800", ui: "http://ui.tracing.svc:8080" },
  secretNames: { "elasticsearch user": "elastic-1" },
  next: [
    "kubectl --namespace tracing get pods",
    "kubectl --namespace tracing port-forward service/ui 8080",
  ],
};

test("outputTable shows every value by its path, and leaves the commands out", () => {
  expect(outputTable(OUTPUTS)).toBe(
    [
      "OUTPUT                          VALUE",
      "addresses.grpc                  oap.tracing.svc:11800",
      "addresses.ui                    http://ui.tracing.svc:8080",
      "secretNames.elasticsearch user  elastic-1",
    ].join("\n"),
  );
  expect(outputTable({ next: ["x"] })).toBe("");
});

describe("nextSteps", () => {
  const isSimulated = false;
  const kubectl = join(process.cwd(), ".toolchain", "bin", "kubectl");

  test("on simulated nodes: what works there, and why the rest does not", () => {
    const kubeconfig = join(process.cwd(), ".toolchain", "cluster", "kubeconfig");
    const home = { kubeconfig, context: "kube-tracing-local", isLocal: true };
    expect(nextSteps({ outputs: OUTPUTS, kubectl, home, isSimulated: true })).toBe(
      `Next:
  .toolchain/bin/kubectl --kubeconfig .toolchain/cluster/kubeconfig --namespace tracing get pods

The nodes are simulated: every object is real and pods become ready, but no container runs in them,
so no address answers. On a cluster with real nodes they do, for example:
  make up NODE=real
  make up KUBECONFIG=~/.kube/config CONTEXT=kind-kind`,
    );
  });

  test("on the real node of the clone: every command, as it is the clone's own", () => {
    const kubeconfig = join(process.cwd(), ".toolchain", "real", "kubeconfig");
    const home = { kubeconfig, context: "kube-tracing-real", isLocal: true };
    const login = "--kubeconfig .toolchain/real/kubeconfig --namespace tracing";
    expect(nextSteps({ outputs: OUTPUTS, kubectl, home, isSimulated: false })).toBe(
      `Next:
  .toolchain/bin/kubectl ${login} get pods
  .toolchain/bin/kubectl ${login} port-forward service/ui 8080`,
    );
  });

  test("on a cluster that the user named: every command, with its context", () => {
    const home = { kubeconfig: "/k", context: "kind-kind", isLocal: false };
    expect(nextSteps({ outputs: OUTPUTS, kubectl, home, isSimulated })).toBe(
      `Next:
  .toolchain/bin/kubectl --kubeconfig /k --context kind-kind --namespace tracing get pods
  .toolchain/bin/kubectl --kubeconfig /k --context kind-kind --namespace tracing port-forward service/ui 8080`,
    );
  });

  test("a path with a blank stays one word of the shell", () => {
    const home = { kubeconfig: "/my clusters/it's", context: "kind-kind", isLocal: false };
    const outputs = { next: ["kubectl get pods"] };
    expect(nextSteps({ outputs, kubectl: "/b/kubectl", home, isSimulated })).toBe(
      String.raw`Next:
  /b/kubectl --kubeconfig '/my clusters/it'\''s' --context kind-kind get pods`,
    );
  });

  test("where the stack's own configuration names the cluster: as the stack says it", () => {
    expect(nextSteps({ outputs: OUTPUTS, kubectl, home: undefined, isSimulated })).toBe(
      `Next:
  kubectl --namespace tracing get pods
  kubectl --namespace tracing port-forward service/ui 8080`,
    );
  });

  test("nothing when the stack suggests nothing", () => {
    expect(nextSteps({ outputs: {}, kubectl, home: undefined, isSimulated })).toBe("");
  });
});

describe("summary", () => {
  const update = (resourceChanges: Record<string, number>) => ({
    kind: "update",
    result: "succeeded",
    resourceChanges,
  });

  test("no change says so", () => {
    expect(summary(update({ same: 41 }), 4210)).toBe("no change, 41 unchanged, in 4.2 s");
  });

  test("changes are counted by what was done", () => {
    const changes = {
      create: 2,
      same: 9,
      update: 1,
      delete: 1,
      "create-replacement": 1,
      replace: 1,
    };
    expect(summary(update(changes), 75_000)).toBe(
      "2 created, 1 updated, 1 replaced, 1 deleted, 9 unchanged, in 1 m 15 s",
    );
  });
});
