import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "./refusal";

/** One key of a Secret in the namespace of the pod. */
export interface SecretKey {
  name: pulumi.Input<string>;
  key: string;
}

/** A value given as text, taken from a Secret, or from the pod's own fields. */
export type EnvValue = pulumi.Input<string> | { secret: SecretKey } | { field: PodField };

/** A field that a pod knows of itself. */
export type PodField =
  "metadata.name" | "metadata.namespace" | "metadata.uid" | "spec.nodeName" | "status.podIP";

/** Environment by name. Order is kept: `$(NAME)` expands only names that stand before it. */
export type Env = Readonly<Record<string, EnvValue>>;

/** The environment in Kubernetes notation. */
export function envVars(env: Env): k8s.types.input.core.v1.EnvVar[] {
  return Object.entries(env).map(([name, value]) => {
    if (isSecret(value)) return { name, valueFrom: { secretKeyRef: value.secret } };
    if (isField(value)) return { name, valueFrom: { fieldRef: { fieldPath: value.field } } };
    return { name, value };
  });
}

/** Refuses names that the component sets itself: given twice, the last would win in silence. */
export function extraEnvChecks(
  extra: Env,
  owned: Readonly<Record<string, string>>,
): (true | Problem)[] {
  return Object.keys(extra).map(
    (name) =>
      !Object.hasOwn(owned, name) || {
        field: `env.${name}`,
        got: "set by the component itself",
        want: owned[name] ?? "the argument of the component",
      },
  );
}

function isSecret(value: EnvValue): value is { secret: SecretKey } {
  return typeof value === "object" && "secret" in value;
}

function isField(value: EnvValue): value is Extract<EnvValue, { field: string }> {
  return typeof value === "object" && "field" in value;
}
