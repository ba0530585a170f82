import {
  containersIn,
  containersOf,
  hasPort,
  list,
  type Manifest,
  matches,
  nameOf,
  ofKind,
  type Pod,
  podsIn,
  referencesOf,
  titleOf,
} from "./manifests";
import type { Rendered } from "./testing";

/** What breaks a promise, one line each; nothing when it is kept. */
export type Promised = (objects: readonly Rendered[]) => string[];

/**
 * What every component promises about the objects that it makes. ConfigMaps, Secrets and claims whose
 * name begins with `external` are someone else's.
 */
export const PROMISES = {
  "every object says which platform it is part of": (objects) =>
    objects
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .flatMap((object) =>
        broken(titleOf(object), lacks(object.inputs.metadata?.labels, PLATFORM)),
      ),

  "every pod says what it runs": (objects) =>
    each(objects, ({ labels }) => ({
      "has no name": labels["app.kubernetes.io/name"] === undefined,
      "has no instance": labels["app.kubernetes.io/instance"] === undefined,
      "has no version": labels["app.kubernetes.io/version"] === undefined,
    })),

  "selectors pick the pods, by labels that never change": (objects) =>
    ofKind(objects, "Deployment", "StatefulSet", "DaemonSet").flatMap((workload) => {
      const { selector, template } = workload.inputs.spec;
      const labels = selector.matchLabels;
      return broken(titleOf(workload), {
        ...lacks(template.metadata.labels, labels),
        "selects by a label that changes": /version|client-of/.test(Object.keys(labels).join()),
      });
    }),

  "every container says what it needs and what it may use": (objects) =>
    containersIn(objects).flatMap(([of, { resources }]) =>
      broken(of, {
        "requests no CPU": !resources?.requests?.cpu,
        "requests no memory": !resources?.requests?.memory,
        "has no CPU limit": !resources?.limits?.cpu,
        "has no memory limit": !resources?.limits?.memory,
      }),
    ),

  "every image is pinned to a version": (objects) =>
    containersIn(objects)
      .filter(([, { image }]) => image !== undefined && !PINNED.test(image))
      .map(([of, { image }]) => `${of}: ${image} is not registry/path:version`),

  "a pod has no name twice, neither of a container nor of a volume": (objects) =>
    each(objects, ({ spec }) => {
      const { initContainers, containers, volumes } = spec;
      return {
        "has two containers of one name": isTwice([...list(initContainers), ...list(containers)]),
        "has two volumes of one name": isTwice(list(volumes)),
      };
    }),

  "no pod has rights on its node": (objects) =>
    each(objects, ({ spec }) => {
      const { runAsNonRoot, runAsUser, seccompProfile } = spec.securityContext ?? {};
      const volumes = list(spec.volumes);
      return {
        "may run as root": runAsNonRoot !== true || !(runAsUser >= 1000),
        "has no seccomp profile": seccompProfile?.type !== "RuntimeDefault",
        "shares a namespace of the host": spec.hostNetwork || spec.hostPID || spec.hostIPC,
        "mounts a path of the host": volumes.some(({ hostPath }) => hostPath),
        "may fill the disk": volumes.some(({ emptyDir }) => emptyDir && !emptyDir.sizeLimit),
      };
    }),

  "no container gains rights or writes to its image": (objects) =>
    containersIn(objects).flatMap(([of, { securityContext = {} }]) => {
      const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = securityContext;
      const { privileged, runAsUser, runAsNonRoot } = securityContext;
      return broken(of, {
        "may gain rights": allowPrivilegeEscalation !== false || privileged === true,
        "writes to its image": readOnlyRootFilesystem !== true,
        "has capabilities": list(capabilities?.drop).join() !== "ALL" || capabilities.add,
        "may run as root": runAsUser < 1000 || runAsNonRoot === false,
      });
    }),

  "every container that stays is probed, on a port that it has": (objects) =>
    staying(objects).flatMap(({ of, spec }) =>
      containersOf(of, { containers: spec.containers }).flatMap(([title, container]) => {
        const { startupProbe, readinessProbe, livenessProbe } = container;
        const probes = [startupProbe, readinessProbe, livenessProbe];
        const ports = probes.map(portOf).filter((port) => port !== undefined);
        return broken(title, {
          "has no startup probe": !startupProbe,
          "has no readiness probe": !readinessProbe,
          "has no liveness probe": !livenessProbe,
          "is probed on a port that it has not": !ports.every((port) => hasPort(container, port)),
        });
      }),
    ),

  "every pod that stays has time to end": (objects) =>
    staying(objects).flatMap(({ of, spec }) =>
      broken(of, { "has no grace period": !(spec.terminationGracePeriodSeconds > 0) }),
    ),

  "only who calls the Kubernetes API has a token": (objects) => {
    const accounts = ofKind(objects, "ServiceAccount").map(nameOf);
    const bound = ofKind(objects, "RoleBinding", "ClusterRoleBinding").flatMap(({ inputs }) =>
      list(inputs.subjects).map(({ name }) => name),
    );
    return each(objects, ({ spec }) => {
      const { serviceAccountName, automountServiceAccountToken, enableServiceLinks } = spec;
      const token = automountServiceAccountToken !== false;
      return {
        "has no account of its own": !accounts.includes(serviceAccountName),
        "has a token and no rights": token && !bound.includes(serviceAccountName),
        "has rights and no token": !token && bound.includes(serviceAccountName),
        "gets the addresses of all Services": enableServiceLinks !== false,
      };
    });
  },

  "every Service finds pods, and leads to ports that they have": (objects) =>
    ofKind(objects, "Service").flatMap((service) => {
      const { selector, ports } = service.inputs.spec;
      const pods = podsIn(objects).filter(({ labels }) => matches(labels, selector));
      const targets = list(ports).map(({ targetPort, port }) => targetPort ?? port);
      return broken(titleOf(service), {
        "selects no pod": pods.length === 0,
        "leads to a port that a pod has not": pods
          .filter(({ kind }) => kind !== "operated")
          .some(({ spec }) => !targets.every((port) => hasPort(allPorts(spec), port))),
      });
    }),

  "two pods or more are spread, and drained one at a time": (objects) =>
    staying(objects)
      .filter(({ count }) => count > 1)
      .flatMap(({ of, labels, spec }) => {
        const { topologySpreadConstraints, affinity } = spec;
        const keys = list(topologySpreadConstraints).map(({ topologyKey }) => topologyKey);
        const nodes = keys.includes("kubernetes.io/hostname") || affinity?.podAntiAffinity;
        const budgets = ofKind(objects, "PodDisruptionBudget").filter(({ inputs }) =>
          matches(labels, inputs.spec.selector.matchLabels),
        );
        return broken(of, {
          "is not spread over nodes": !nodes,
          "is not spread over zones": !keys.includes("topology.kubernetes.io/zone"),
          "has not one disruption budget": budgets.length !== 1,
        });
      }),

  "every pod is closed in both directions, by one policy": (objects) =>
    each(objects, ({ labels }) => {
      // A policy without labels closes its whole namespace, and opens nothing.
      const policies = ofKind(objects, "NetworkPolicy").filter(({ inputs }) => {
        const selector = inputs.spec.podSelector.matchLabels;
        return selector !== undefined && matches(labels, selector);
      });
      const types = policies.map(({ inputs }) => list(inputs.spec.policyTypes).join());
      return {
        "has not one NetworkPolicy": policies.length !== 1,
        "is open in a direction": types.some((type) => type !== "Ingress,Egress"),
      };
    }),

  "no rule lets everyone in, or lets out to everywhere": (objects) =>
    ofKind(objects, "NetworkPolicy").flatMap((policy) => {
      const { ingress, egress } = policy.inputs.spec;
      const peers = [...list(ingress).map(({ from }) => from), ...list(egress).map(({ to }) => to)];
      const ports = [...list(ingress), ...list(egress)].map((rule) => rule.ports);
      return broken(titleOf(policy), {
        "has a rule without peers": peers.some((some) => list(some).length === 0),
        "has a rule without ports": ports.some((some) => list(some).length === 0),
      });
    }),

  "what is secret is kept secret": (objects) => [
    ...ofKind(objects, "Secret").flatMap(({ inputs, secret, ...object }) =>
      broken(titleOf({ inputs, secret, ...object }), {
        "has data in the open": "data" in inputs && !secret.includes("data"),
        "has text in the open": "stringData" in inputs && !secret.includes("stringData"),
      }),
    ),
    ...containersIn(objects).flatMap(([of, { env }]) =>
      list(env)
        .filter(({ name, value }) => value && SECRET.test(name) && !value.startsWith("$("))
        .map(({ name }) => `${of}: ${name} is a secret in the open`),
    ),
  ],

  "everything that a pod refers to is there": (objects) => {
    const kinds = ["ConfigMap", "Secret", "PersistentVolumeClaim"];
    const certified = ofKind(objects, "Certificate").map(({ inputs }) => inputs.spec.secretName);
    const made = [
      ...ofKind(objects, ...kinds).map(titleOf),
      ...certified.map((name) => `Secret ${name}`),
    ];
    return podsIn(objects).flatMap(({ of, spec }) =>
      referencesOf(spec)
        .filter((name) => !made.includes(name) && !/^\S+ external/.test(name))
        .map((name) => `${of}: ${name} is not there`),
    );
  },

  "every volume is mounted, and what is mounted is a volume": (objects) =>
    podsIn(objects)
      .filter(({ kind }) => kind !== "operated")
      .flatMap(({ of, spec, volumes }) => {
        const mounts = containersOf(of, spec).flatMap(([, container]) =>
          list(container.volumeMounts).map(({ name }) => name),
        );
        return broken(of, {
          "has a volume that nobody mounts": !volumes.every((name) => mounts.includes(name)),
          "mounts a volume that it has not": !mounts.every((name) => volumes.includes(name)),
        });
      }),
} as const satisfies Readonly<Record<string, Promised>>;

const PLATFORM = {
  "app.kubernetes.io/part-of": "kube-tracing",
  "app.kubernetes.io/managed-by": "pulumi",
};

/** Registry with a dot or a port, path, and a tag that does not move. */
const PINNED = /^[^/:]+[.:][^/]*\/.+:(?!latest$)[^:/]+$/;

/** Names of variables whose values are secrets; paths of files are not. */
const SECRET = /(PASSWORD|TOKEN|SECRET|CREDENTIAL|ACCESS_KEY)(?!.*(PATH|FILE))/;

function staying(objects: readonly Rendered[]): Pod[] {
  return podsIn(objects).filter(({ kind }) => kind === "stays");
}

function each(
  objects: readonly Rendered[],
  check: (pod: Pod) => Readonly<Record<string, unknown>>,
): string[] {
  return podsIn(objects).flatMap((pod) => broken(pod.of, check(pod)));
}

function isTwice(parts: readonly Manifest[]): boolean {
  return new Set(parts.map(({ name }) => name)).size < parts.length;
}

/** A line for each fault that is there. */
function broken(of: string, faults: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(faults)
    .filter(([, isThere]) => isThere)
    .map(([fault]) => `${of}: ${fault}`);
}

function lacks(labels: Manifest, wanted: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(wanted).map(([label, value]) => [
      `is not labelled ${label}: ${value}`,
      labels?.[label] !== value,
    ]),
  );
}

function portOf(probe: Manifest): string | number | undefined {
  const { httpGet, tcpSocket, grpc } = probe ?? {};
  return (httpGet ?? tcpSocket ?? grpc)?.port;
}

/** All ports of a pod, as if one container had them. */
function allPorts(spec: Manifest): Manifest {
  return { ports: list(spec.containers).flatMap(({ ports }) => list(ports)) };
}
