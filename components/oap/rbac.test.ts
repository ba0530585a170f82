import { expect, test } from "vitest";
import { endpointAt } from "../kit/endpoint";
import { only, render, type Rendered } from "../kit/testing";
import { Oap, type OapArgs } from "../oap";

const ARGS: OapArgs = {
  namespace: "uat",
  version: "10.4.0",
  storage: { kind: "elasticsearch", connection: { endpoint: endpointAt("es", 9200, "http") } },
};
const THREE: OapArgs["topology"] = { kind: "mixed", scale: { kind: "fixed", replicas: 3 } };
const make = (args: Partial<OapArgs>) => render(() => new Oap("oap", { ...ARGS, ...args }));

/** Rights as `Kind group/resources: verbs`. */
const rights = (rendered: readonly Rendered[]) =>
  rendered
    .filter((r) => /:(Cluster)?Role$/.test(r.type))
    .flatMap((r) =>
      r.inputs.rules.map(
        (rule: any) =>
          `${r.inputs.kind} ${rule.apiGroups.join()}/${rule.resources.join()}: ${rule.verbs.join()}`,
      ),
    );

test.each<[string, Partial<OapArgs>, string[]]>([
  ["nothing", {}, []],
  [
    "other coordinators",
    { coordinator: { kind: "consul", server: endpointAt("c", 1, "http") } },
    [],
  ],
  ["a cluster", { topology: THREE }, ["Role /pods: get,list,watch"]],
  [
    "dynamic configuration",
    { dynamicConfiguration: { items: {} } },
    ["Role /configmaps: get,list,watch"],
  ],
  ["mx-mesh", { accessLogs: { http: ["mx-mesh", "persistence"], tcp: ["mx-mesh"] } }, []],
  [
    "k8s-mesh",
    { accessLogs: { http: ["k8s-mesh"], tcp: [] } },
    [
      "ClusterRole /pods,services,endpoints,nodes: get,list",
      "ClusterRole networking.istio.io/serviceentries: get,list",
    ],
  ],
  ["logs of pods", { onDemandPodLogs: "on" }, ["ClusterRole /pods,pods/log: get"]],
  [
    "everything",
    {
      topology: THREE,
      dynamicConfiguration: { items: {} },
      accessLogs: { http: ["mx-mesh"], tcp: ["k8s-mesh"] },
      onDemandPodLogs: "on",
    },
    [
      "ClusterRole /pods,services,endpoints,nodes: get,list",
      "ClusterRole networking.istio.io/serviceentries: get,list",
      "ClusterRole /pods,pods/log: get",
      "Role /pods: get,list,watch",
      "Role /configmaps: get,list,watch",
    ],
  ],
])("%s needs these rights and no others", async (_, args, wanted) => {
  expect(rights(await make(args))).toEqual(wanted);
});

test("bindings name the role and the account, and what is shared carries the namespace", async () => {
  const rendered = await make({ topology: THREE, onDemandPodLogs: "on" });
  const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
  const subjects = [{ kind: "ServiceAccount", name: "oap", namespace: "uat" }];
  expect(only(rendered, `${rbac}:RoleBinding`).inputs).toMatchObject({
    metadata: { name: "oap", namespace: "uat" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "oap" },
    subjects,
  });
  expect(only(rendered, `${rbac}:ClusterRole`).inputs.metadata.name).toBe("uat-oap");
  expect(only(rendered, `${rbac}:ClusterRoleBinding`).inputs).toMatchObject({
    metadata: { name: "uat-oap" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "uat-oap" },
    subjects,
  });
});

test("no account gives its token to a pod that does not ask", async () => {
  const rendered = await make({ topology: THREE });
  for (const r of rendered.filter((r) => r.type.endsWith("ServiceAccount")))
    expect(r.inputs.automountServiceAccountToken, r.name).toBe(false);
});
