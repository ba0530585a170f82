import { containersOf, list, type Manifest, podsOf } from "../../objects";
import { each, type Finding, rule, when } from "../../rule";
import { oapWith } from "./examples";

const NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;

export const portNamesAreValid = rule({
  name: "port-names-are-valid",
  family: "wiring",
  scope: "resource",
  severity: "high",
  title: "Ports have names that are valid and used once in their pod or Service",
  why: "The API server refuses the object; of two equal names in two containers, a Service finds only the first.",
  remedy: "name each port once, with at most 15 lower-case letters, digits and dashes",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
  sameAs: ["kube-score/container-ports-check", "kube-linter/invalid-target-ports"],
  bad: [
    oapWith({
      ports: [
        { name: "grpc", containerPort: 11800 },
        { name: "grpc", containerPort: 11801 },
      ],
    }),
  ],
  good: [
    oapWith({
      ports: [
        { name: "grpc", containerPort: 11800 },
        { name: "grpc-receiver", containerPort: 11801 },
      ],
    }),
  ],
  check: (object) => [
    ...podsOf(object).flatMap((pod) =>
      faults(
        containersOf(pod).flatMap(({ spec }) => list(spec.ports)),
        (name) => NAME.test(name),
      ),
    ),
    ...(object.kind === "Service" ? serviceFaults(list(object.manifest.spec?.ports)) : []),
  ],
});

function serviceFaults(ports: readonly Manifest[]): Finding[] {
  return [
    ...faults(ports, (name) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)),
    ...each(ports, ({ name, port }) =>
      when(ports.length > 1 && !name, `port ${port} has no name, and there are others`),
    ),
    ...each(ports, ({ targetPort }) =>
      when(
        typeof targetPort === "string" && !NAME.test(targetPort),
        `targetPort ${targetPort} is no valid name`,
      ),
    ),
  ];
}

function faults(ports: readonly Manifest[], isValid: (name: string) => boolean): Finding[] {
  const names = ports.flatMap(({ name }) => (name ? [String(name)] : []));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...[...new Set(twice)].map((name) => `the name ${name} stands for two ports`),
    ...names.filter((name) => !isValid(name)).map((name) => `port name ${name} is not valid`),
  ];
}
