import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { accessOf, factsOf } from "./stack-file";

const root = mkdtempSync(join(tmpdir(), "stack-file-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A place with a stack file that holds this platform. */
function placeWith(platform: object) {
  writeFileSync(
    join(root, "Pulumi.try.yaml"),
    JSON.stringify({ config: { "kube-tracing:platform": platform } }),
  );
  return { stack: "try", root, bin: root, pulumiHome: root, state: root };
}

const progress = { say: () => undefined, step: () => expect.fail() };
const namespace = { name: "tracing" };

test("what a stack file says of namespace, cluster and certificate", () => {
  const tls = { kind: "secret", name: "es-tls" };
  const place = placeWith({
    namespace: { ...namespace, kind: "existing" },
    cluster: { kubeconfig: "clusters/real", context: "real" },
    skywalking: { storage: { kind: "elasticsearch", server: { kind: "native", tls } } },
  });
  expect(factsOf(place)).toEqual({
    namespace: "tracing",
    makesNamespace: false,
    cluster: { kubeconfig: join(root, "clusters/real"), context: "real" },
    certificateSecret: "es-tls",
  });
});

test("a certificate by cert-manager is nobody else's matter, nor is none at all", () => {
  const server = { kind: "native", tls: { kind: "certManager", issuer: {} } };
  const facts = { namespace: "tracing", makesNamespace: true };
  expect(factsOf(placeWith({ namespace, skywalking: { storage: { server } } }))).toEqual(facts);
  expect(factsOf(placeWith({ namespace }))).toEqual(facts);
});

test("the cluster is the one that the user names, else the one of the file", async () => {
  const place = placeWith({
    namespace,
    cluster: { kubeconfig: "~/.kube/config", context: "uat" },
  });
  const where = { place, progress, local: {} };
  expect(await accessOf(where)).toEqual({
    kubeconfig: join(homedir(), ".kube/config"),
    context: "uat",
  });
  const named = { kubeconfig: "/other", context: "prod" };
  expect(await accessOf({ ...where, named })).toEqual(named);
});
