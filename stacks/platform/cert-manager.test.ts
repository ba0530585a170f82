import { describe, expect, test } from "vitest";
import { only, render } from "../../components/kit/testing";
import { Platform } from "../platform";

const issuer = { name: "tracing-ca", kind: "ClusterIssuer" };
const storage = {
  kind: "elasticsearch",
  server: { kind: "native", volume: { size: "5Gi" }, tls: { kind: "certManager", issuer } },
};
const platform = (certManager: object, others: object = {}) =>
  render(
    () =>
      new Platform("kube-tracing", {
        kubeconfig: "{}",
        secrets: { registryPullSecret: "{}" },
        platform: {
          namespace: { name: "tracing" },
          certManager,
          skywalking: { storage },
          ...others,
        },
      }),
  );
const NAMESPACE = "kubernetes:core/v1:Namespace";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";
const issuers = { "tracing-ca": { kind: "selfSigned" } };

describe("a cert-manager of someone else", () => {
  test("gets the issuers of the platform, where it looks for their Secrets", async () => {
    const rendered = await platform({ mode: "existing", issuers });
    expect(rendered.filter(({ type }) => type === NAMESPACE).map(({ name }) => name)).toEqual([
      "kube-tracing",
    ]);
    const { metadata } = only(rendered, CERTIFICATE, "cert-manager-tracing-ca-ca").inputs;
    expect(metadata.namespace).toBe("cert-manager");
    const { spec } = only(rendered, CERTIFICATE, "skywalking-elasticsearch").inputs;
    expect(spec.issuerRef).toEqual({ ...issuer, group: "cert-manager.io" });
  });

  test("may look elsewhere", async () => {
    const rendered = await platform({ mode: "existing", namespace: "pki", issuers });
    const { metadata } = only(rendered, CERTIFICATE, "cert-manager-tracing-ca-ca").inputs;
    expect(metadata.namespace).toBe("pki");
  });
});

test("one that is installed has a closed namespace, and the images and nodes of the platform", async () => {
  const rendered = await platform(
    { mode: "manifests" },
    {
      namespace: { name: "tracing", pullSecret: { config: "registryPullSecret" } },
      images: { registry: "registry.example.com" },
      placement: { nodeSelector: { apm: "skywalking" } },
    },
  );
  const home = only(rendered, NAMESPACE, "cert-manager").inputs.metadata;
  expect([home.name, home.labels["pod-security.kubernetes.io/enforce"]]).toEqual([
    "cert-manager",
    "restricted",
  ]);
  const { spec } = only(rendered, DEPLOYMENT, "cert-manager").inputs.spec.template;
  expect(spec.containers[0].image).toBe(
    "registry.example.com/jetstack/cert-manager-controller:v1.21.2",
  );
  expect(spec.nodeSelector).toEqual({ apm: "skywalking" });
  expect(spec.imagePullSecrets).toEqual([{ name: "cert-manager-pull" }]);
});

describe("what cannot be used is told by its path", () => {
  test.each([
    [
      { mode: "helm" },
      'platform.certManager.mode  is "helm"; give one of existing, manifests, chart or package',
    ],
    [{ mode: "existing", version: "1.21.2" }, "platform.certManager.version  unknown key"],
    [
      {
        mode: "manifests",
        issuers: { ca: { kind: "acme", server: "https://x/d", email: "a@b", solvers: [] } },
      },
      "platform.certManager.issuers.ca.solvers  is a list; give at least one",
    ],
  ])("%j", async (certManager, problem) => {
    await expect(platform(certManager)).rejects.toThrow(problem);
  });
});
