import { list, type Manifest, podsIn, selects } from "../objects";
import { change, type Mutation, type Platform } from "./mutation";

type Edit = (container: Manifest, pod: Manifest) => void;

/** Weakens or starves any container. */
const OF_ALL: Record<string, [meant: string, edit: Edit]> = {
  "made privileged": [
    "no-privileged-container",
    ({ securityContext }) => (securityContext.privileged = true),
  ],
  "may gain rights": [
    "no-privilege-escalation",
    ({ securityContext }) => delete securityContext.allowPrivilegeEscalation,
  ],
  "may write to its image": [
    "read-only-root-file-system",
    ({ securityContext }) => (securityContext.readOnlyRootFilesystem = false),
  ],
  "keeps capabilities": [
    "drop-all-capabilities",
    ({ securityContext }) => (securityContext.capabilities = {}),
  ],
  "gets SYS_ADMIN": [
    "no-dangerous-capabilities",
    ({ securityContext }) => (securityContext.capabilities.add = ["SYS_ADMIN"]),
  ],
  "runs as user 0": ["no-root-user", ({ securityContext }) => (securityContext.runAsUser = 0)],
  "may run as root": [
    "run-as-non-root",
    ({ securityContext }) => (securityContext.runAsNonRoot = false),
  ],
  "runs as group 0": [
    "high-user-and-group-id",
    ({ securityContext }) => (securityContext.runAsGroup = 0),
  ],
  "unconfined by seccomp": [
    "no-unconfined-seccomp",
    ({ securityContext }) => (securityContext.seccompProfile = { type: "Unconfined" }),
  ],
  "unconfined by AppArmor": [
    "app-armor-not-disabled",
    ({ securityContext }) => (securityContext.appArmorProfile = { type: "Unconfined" }),
  ],
  "unconfined by SELinux": [
    "se-linux-confined",
    ({ securityContext }) => (securityContext.seLinuxOptions = { type: "spc_t" }),
  ],
  "sees all of /proc": [
    "default-proc-mount",
    ({ securityContext }) => (securityContext.procMount = "Unmasked"),
  ],
  "without a CPU request": ["cpu-request", ({ resources }) => delete resources.requests.cpu],
  "without a CPU limit": ["cpu-limit", ({ resources }) => delete resources.limits.cpu],
  "without a memory request": [
    "memory-request",
    ({ resources }) => delete resources.requests.memory,
  ],
  "without a memory limit": ["memory-limit", ({ resources }) => delete resources.limits.memory],
  "needs more than it may use": [
    "requests-within-limits",
    ({ resources }) => (resources.requests.memory = "900Gi"),
  ],
  "image: latest": [
    "image-has-version",
    (container) => (container.image = `${repositoryOf(container)}:latest`),
  ],
  "image without version": [
    "image-has-version",
    (container) => (container.image = repositoryOf(container)),
  ],
  "image without digest": [
    "image-has-digest",
    (container) => (container.image = container.image.replace(/@.*$/, "")),
  ],
  "image without registry": [
    "image-names-its-registry",
    (container) => (container.image = container.image.replace(/^[^/]+\//, "")),
  ],
  "image of someone": [
    "image-comes-from-its-maker",
    (container) => (container.image = "docker.io/someone/tool:1.0.0"),
  ],
  "image of yesterday": [
    "image-is-pulled-always",
    (container) => (container.imagePullPolicy = "IfNotPresent"),
  ],
  "listens at 22": [
    "no-low-ports",
    (container) =>
      (container.ports = [...list(container.ports), { containerPort: 22, name: "ssh" }]),
  ],
};

/** Breaks containers that stay. */
const OF_STAYING: Record<string, [meant: string, edit: Edit]> = {
  "without readiness": ["readiness-probe", (container) => delete container.readinessProbe],
  "without liveness": ["liveness-probe", (container) => delete container.livenessProbe],
  "without startup": ["startup-probe", (container) => delete container.startupProbe],
  "asks the same twice": [
    "probes-differ",
    (container) => (container.livenessProbe = container.readinessProbe),
  ],
  "ends at once": ["drains-before-it-ends", (container) => delete container.lifecycle],
  "sleeps beyond its end": [
    "time-to-end",
    (container) => (container.lifecycle.preStop = { exec: { command: ["sleep", "900"] } }),
  ],
  "probes by shell": [
    "no-shell-in-probes",
    (container) => (container.readinessProbe = { exec: { command: ["sh", "-c", "true"] } }),
  ],
  "probes forever": [
    "probe-answers-in-time",
    (container) => (container.livenessProbe.timeoutSeconds = 900),
  ],
  "probes nothing": [
    "probe-answers-in-time",
    (container) => (container.startupProbe = { periodSeconds: 5 }),
  ],
  "probes a missing port": [
    "probe-port-exists",
    (container) => (container.livenessProbe = { tcpSocket: { port: "missing" } }),
  ],
  "probes another host": [
    "no-host-in-probes",
    (container) => (container.livenessProbe = { httpGet: { host: "10.0.0.1", port: 80 } }),
  ],
};

/** An image without tag and digest. */
function repositoryOf({ image }: Manifest): string {
  return String(image).replace(/(:[^/@]*)?(@.*)?$/, "");
}

/** Every way to break a container. */
export function containerMutations(platform: Platform): Mutation[] {
  return [...platform].flatMap(([title, manifest]) =>
    podsIn(manifest).flatMap(({ spec, kind }) => [
      ...list(spec.initContainers).flatMap((one) => of(title, one, ["initContainers", OF_ALL])),
      ...list(spec.containers).flatMap((one) => [
        ...of(title, one, ["containers", OF_ALL]),
        ...(kind === "stays" ? of(title, one, ["containers", OF_STAYING]) : []),
        ...ports(title, one, servedBy(platform, manifest)),
      ]),
      ...[...list(spec.initContainers), ...list(spec.containers)].flatMap((one) => [
        ...mounts(title, one),
        ...variables(title, one),
      ]),
    ]),
  );
}

function of(
  title: string,
  { name }: Manifest,
  [field, edits]: readonly [string, Record<string, [string, Edit]>],
): Mutation[] {
  return Object.entries(edits).map(([what, [meant, edit]]) =>
    change(title, [`${name} ${what}`, meant], (manifest) => {
      const spec: Manifest = podsIn(manifest)[0]?.spec;
      edit(
        spec[field].find((one: Manifest) => one.name === name),
        spec,
      );
    }),
  );
}

function found(manifest: Manifest, name: string): Manifest {
  const spec: Manifest = podsIn(manifest)[0]?.spec;
  return [...list(spec.initContainers), ...list(spec.containers)].find((one) => one.name === name);
}

/** What Services lead to in the pods of a manifest: names and numbers of ports. */
function servedBy(platform: Platform, manifest: Manifest): unknown[] {
  const labels = podsIn(manifest)[0]?.metadata.labels;
  return [...platform.values()]
    .filter(
      ({ kind, spec }) => kind === "Service" && selects({ matchLabels: spec.selector }, labels),
    )
    .flatMap(({ spec }) => list(spec.ports))
    .map(({ targetPort, port }): unknown => targetPort ?? port);
}

/** Nobody dials a port that no Service leads to but the kubelet, with its probes. */
function ports(title: string, { name, ports: all }: Manifest, served: unknown[]): Mutation[] {
  const meantFor = ({ name: port, containerPort }: Manifest) =>
    served.includes(port) || served.includes(containerPort)
      ? "service-port-exists"
      : "probe-port-exists";
  return list(all).flatMap(({ name: port, containerPort }, index) => [
    change(title, [`${name} takes ${containerPort} of the node`, "no-host-ports"], (manifest) => {
      found(manifest, name).ports[index].hostPort = containerPort;
    }),
    change(title, [`${name} renames port ${port}`, meantFor(all[index])], (manifest) => {
      found(manifest, name).ports[index] = { name: "other", containerPort: 19999 };
    }),
  ]);
}

function mounts(title: string, { name, volumeMounts }: Manifest): Mutation[] {
  return list(volumeMounts).map(({ mountPath }, index) =>
    change(
      title,
      [`${name} mounts a missing volume at ${mountPath}`, "volume-mount-exists"],
      (manifest) => {
        found(manifest, name).volumeMounts[index].name = "missing";
      },
    ),
  );
}

function variables(title: string, { name, env }: Manifest): Mutation[] {
  return list(env).flatMap((variable, index) => {
    const edit = (what: string, meant: string, apply: (variable: Manifest) => void) =>
      change(title, [`${name}, ${variable.name} ${what}`, meant], (manifest) =>
        apply(found(manifest, name).env[index]),
      );
    const isReference = variable.valueFrom?.secretKeyRef !== undefined;
    return [
      ...(/^SW_/.test(variable.name) && /oap/.test(title)
        ? [edit("is misspelt", "oap-variable-exists", (one) => (one.name = `${one.name}_X`))]
        : []),
      ...(isReference
        ? [
            edit(
              "of a missing Secret",
              "reference-exists",
              (one) => (one.valueFrom.secretKeyRef.name = "missing"),
            ),
            edit(
              "of a missing key",
              "reference-exists",
              (one) => (one.valueFrom.secretKeyRef.key = "missing"),
            ),
            edit("in the clear", "no-secret-in-variable", (one) => {
              if (/PASS|TOKEN|SECRET|AUTH/.test(one.name))
                Object.assign(one, { value: "s3cr3t-v4lue-0f-old", valueFrom: undefined });
            }),
          ].slice(0, /PASS|TOKEN|SECRET|AUTH/.test(variable.name) ? 3 : 2)
        : []),
      ...(/:\d+$/.test(variable.value ?? "")
        ? [
            edit(
              "at a shifted port",
              "address-resolves",
              (one) => (one.value = one.value.replace(/\d+$/, "19999")),
            ),
            edit(
              "at another host",
              "address-resolves",
              (one) => (one.value = one.value.replace(/skywalking-/, "skywalkin-")),
            ),
          ]
        : []),
    ];
  });
}
