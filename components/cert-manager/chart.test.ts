import { expect, test } from "vitest";
import { releaseOf } from "./chart";
import { settle } from "./settled";

const ARGS = { namespace: "cert-manager", version: "1.21.2" };

test("the chart keeps its kinds, runs twice, and holds its lease at home", () => {
  const release = releaseOf(settle(ARGS), undefined, { runsHooks: false });
  const budget = { enabled: true, maxUnavailable: 1 };
  const large = {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { cpu: "500m", memory: "512Mi" },
  };
  const small = {
    requests: { cpu: "20m", memory: "32Mi" },
    limits: { cpu: "500m", memory: "256Mi" },
  };
  const image = (program: string) => ({
    repository: `quay.io/jetstack/cert-manager-${program}`,
    pullPolicy: "IfNotPresent",
  });
  const kept = { replicaCount: 2, podDisruptionBudget: budget };
  expect(release).toEqual({
    name: "cert-manager",
    namespace: "cert-manager",
    chart: "oci://quay.io/jetstack/charts/cert-manager",
    version: "v1.21.2",
    values: {
      crds: { enabled: true, keep: true },
      global: { leaderElection: { namespace: "cert-manager" } },
      image: image("controller"),
      ...kept,
      resources: large,
      webhook: { image: image("webhook"), ...kept, resources: small },
      cainjector: { image: image("cainjector"), ...kept, resources: large },
      acmesolver: { image: image("acmesolver") },
      startupapicheck: { enabled: false, image: image("startupapicheck") },
      enableServiceLinks: false,
    },
  });
});

test("it comes from a mirror to chosen nodes, with Gateways where an issuer asks for them", () => {
  const solver = { kind: "http01Gateway", gateway: { name: "g", namespace: "n" } } as const;
  const source = {
    kind: "acme",
    server: "https://acme.example.com/d",
    email: "a@b",
    solvers: [solver],
  } as const;
  const settled = settle({
    ...ARGS,
    replicas: 1,
    issuers: { public: source },
    images: { registry: "mirror.example.com", pullSecrets: ["pull"] },
    placement: { nodeSelector: { apm: "yes" } },
  });
  const { chart, values } = releaseOf(settled, "oci://mirror.example.com/cert-manager", {
    runsHooks: true,
  });
  expect(chart).toBe("oci://mirror.example.com/cert-manager");
  expect(values).toMatchObject({
    global: { imagePullSecrets: [{ name: "pull" }] },
    image: { repository: "mirror.example.com/jetstack/cert-manager-controller" },
    nodeSelector: { apm: "yes" },
    podDisruptionBudget: { enabled: false },
    config: { enableGatewayAPI: true },
    webhook: { nodeSelector: { apm: "yes" } },
    startupapicheck: { enabled: true },
  });
});
