import { CUSTOM_RESOURCES } from "../versions";
import type { ByTelemetry, MeshScope } from "./args";
import { providerOf, tracerOf } from "./config";

/** The namespace of a scope, and the name of its object there. */
export function placeOf(name: string, scope: MeshScope, rootNamespace: string) {
  switch (scope.kind) {
    case "mesh":
      return { namespace: rootNamespace, name };
    case "namespace":
      return { namespace: scope.namespace, name };
    case "workloads":
    case "waypoint":
      return { namespace: scope.namespace, name: `${name}-${scope.name}` };
  }
}

/**
 * What switches the logs of a scope on.
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 */
export function telemetryOf(
  name: string,
  scope: MeshScope,
  { besides = [], tracingPercent }: ByTelemetry,
) {
  const providers = [providerOf(name, scope.traffic ?? "http"), ...besides];
  return {
    apiVersion: CUSTOM_RESOURCES.telemetry.apiVersion,
    kind: "Telemetry",
    spec: {
      ...targetOf(scope),
      accessLogging: [{ providers: providers.map((provider) => ({ name: provider })) }],
      ...(tracingPercent === undefined
        ? {}
        : {
            tracing: [
              { providers: [{ name: tracerOf(name) }], randomSamplingPercentage: tracingPercent },
            ],
          }),
    },
  };
}

function targetOf(scope: MeshScope) {
  switch (scope.kind) {
    case "mesh":
    case "namespace":
      return {};
    case "workloads":
      return { selector: { matchLabels: scope.labels } };
    case "waypoint":
      return {
        targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: scope.name }],
      };
  }
}
