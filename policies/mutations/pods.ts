import { list, type Manifest, podsIn } from "../objects";
import { change, type Mutation, type Platform } from "./mutation";

const OF_ALL: Record<string, [meant: string, edit: (pod: Manifest) => void]> = {
  "in the network of its node": ["no-host-namespaces", (pod) => (pod.hostNetwork = true)],
  "sees processes of its node": ["no-host-namespaces", (pod) => (pod.hostPID = true)],
  "shares memory of its node": ["no-host-namespaces", (pod) => (pod.hostIPC = true)],
  "mounts /etc of its node": [
    "no-host-path",
    (pod) => pod.volumes.push({ name: "x", hostPath: { path: "/etc" } }),
  ],
  "mounts the runtime's socket": [
    "no-container-runtime-socket",
    (pod) => pod.volumes.push({ name: "x", hostPath: { path: "/run/containerd/containerd.sock" } }),
  ],
  "mounts nfs": [
    "restricted-volume-types",
    (pod) => pod.volumes.push({ name: "x", nfs: { server: "a", path: "/" } }),
  ],
  "mounts what nobody uses": [
    "volume-is-mounted",
    (pod) => pod.volumes.push({ name: "x", emptyDir: { sizeLimit: "1Mi" } }),
  ],
  "has its own hosts": [
    "no-host-aliases",
    (pod) => (pod.hostAliases = [{ ip: "10.0.0.1", hostnames: ["es"] }]),
  ],
  "gets all Services": ["no-service-links", (pod) => delete pod.enableServiceLinks],
  "without a seccomp profile": [
    "seccomp-profile",
    (pod) => delete pod.securityContext.seccompProfile,
  ],
  "sets vm.max_map_count": [
    "safe-sysctls",
    (pod) => (pod.securityContext.sysctls = [{ name: "vm.max_map_count", value: "262144" }]),
  ],
  "silent about root": ["run-as-non-root", (pod) => delete pod.securityContext.runAsNonRoot],
  "breaks its namespace's standard": [
    "pod-fits-its-namespace",
    (pod) => delete pod.securityContext.runAsNonRoot,
  ],
  "of a missing account": ["service-account-exists", (pod) => (pod.serviceAccountName = "missing")],
  "of the default account": ["own-service-account", (pod) => delete pod.serviceAccountName],
  "turns its token": [
    "token-only-with-rights",
    (pod) => (pod.automountServiceAccountToken = pod.automountServiceAccountToken === false),
  ],
  "a process of Windows": [
    "no-windows-host-process",
    (pod) => (pod.securityContext.windowsOptions = { hostProcess: true }),
  ],
};

const OF_SCALED: Record<string, [meant: string, edit: (spec: Manifest) => void]> = {
  "selects other pods": [
    "selector-matches-template",
    (spec) => (spec.selector.matchLabels["app.kubernetes.io/name"] = "other"),
  ],
  "without recommended labels": [
    "recommended-labels",
    ({ template }) => delete template.metadata.labels["app.kubernetes.io/part-of"],
  ],
  "not kept apart": [
    "spread-over-nodes",
    ({ template }) => {
      delete template.spec.affinity;
      delete template.spec.topologySpreadConstraints;
    },
  ],
  "in one zone": [
    "spread-over-zones",
    ({ template }) => {
      template.spec.topologySpreadConstraints = list(template.spec.topologySpreadConstraints).slice(
        0,
        1,
      );
    },
  ],
  "spreads other pods": [
    "spread-selects-its-own-pods",
    ({ template }) => {
      template.spec.topologySpreadConstraints[0].labelSelector.matchLabels = { app: "other" };
    },
  ],
};

/** Every way to break pods and what makes them. */
export function podMutations(platform: Platform): Mutation[] {
  return [...platform].flatMap(([title, manifest]) => {
    const [pod] = podsIn(manifest);
    if (pod === undefined) return [];
    const volumes: Manifest[] = list(pod.spec.volumes);
    const edit = (what: string, meant: string, apply: (spec: Manifest) => void) =>
      change(title, [what, meant], (one) => apply(podsIn(one)[0]?.spec));
    return [
      ...Object.entries(OF_ALL).map(([what, [meant, apply]]) => edit(what, meant, apply)),
      ...(pod.kind === "stays" ? [ofOnePod(title, manifest)] : []),
      ...(pod.kind === "stays"
        ? Object.entries(OF_SCALED).map(([what, [meant, apply]]) =>
            change(title, [what, meant], ({ spec }) => apply(spec)),
          )
        : []),
      ...volumes.flatMap(({ name, emptyDir, secret, configMap }, index) => [
        edit(`without volume ${name}`, "volume-mount-exists", (spec) =>
          spec.volumes.splice(index, 1),
        ),
        ...(emptyDir === undefined
          ? []
          : [
              edit(
                `volume ${name} without a limit`,
                "empty-dir-has-limit",
                (spec) => delete spec.volumes[index].emptyDir.sizeLimit,
              ),
            ]),
        ...(secret === undefined || /tls$/.test(secret.secretName)
          ? []
          : [
              edit(
                `volume ${name} of a missing Secret`,
                "reference-exists",
                (spec) => (spec.volumes[index].secret.secretName = "missing"),
              ),
            ]),
        ...(configMap === undefined
          ? []
          : [
              edit(
                `volume ${name} of a missing ConfigMap`,
                "reference-exists",
                (spec) => (spec.volumes[index].configMap.name = "missing"),
              ),
            ]),
      ]),
    ];
  });
}

/** Where an autoscaler decides, a number of one's own is wrong by itself, and means no single pod. */
function ofOnePod(title: string, { spec: { replicas } }: Manifest): Mutation {
  const meant = replicas === undefined ? "no-replicas-under-autoscaler" : "served-by-two-pods";
  return change(title, ["of one pod", meant], ({ spec }) => (spec.replicas = 1));
}
