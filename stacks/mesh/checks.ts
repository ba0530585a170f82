import type { Problem } from "../../components/kit/refusal";
import { isAtLeast, isVersion, majorOf } from "../../components/kit/version";
import type { AlsAnalyzer } from "../../components/oap";
import { knowsPeers } from "../../components/oap/compatibility";
import type { ByTelemetry, MeshArgs, MeshScope } from "./args";
import { placeOf } from "./telemetry";

/** Everything that `refuse` is to know of. */
export function meshChecks(args: MeshArgs & { rootNamespace: string }): (true | Problem)[] {
  const { istio, receiver, oap, logs } = args;
  return [
    istioCheck(istio, logs.kind),
    receiver.speaks === "grpc" || {
      field: "receiver",
      got: `one that speaks ${receiver.speaks}`,
      want: "one that speaks grpc: proxies trust no CA but that of the mesh",
    },
    ...analyzerChecks("http", oap.accessLogs.http, args),
    ...analyzerChecks("tcp", oap.accessLogs.tcp, args),
    ...(logs.kind === "telemetry" ? telemetryChecks(logs, args.rootNamespace) : []),
  ];
}

/** SkyWalking is tested with 1.21 and later; `telemetry.istio.io/v1` came with 1.22. */
function istioCheck(istio: string, kind: MeshArgs["logs"]["kind"]): true | Problem {
  const oldest = kind === "telemetry" ? "1.22.0" : "1.21.0";
  const isKnown = isVersion(istio) && majorOf(istio) === 1 && isAtLeast(istio, oldest);
  return isKnown || { field: "istio", got: istio, want: `${oldest} or later, such as 1.28.0` };
}

function analyzerChecks(
  protocol: "http" | "tcp",
  analyzers: readonly AlsAnalyzer[],
  { istio, oap }: MeshArgs,
): (true | Problem)[] {
  const field = `oap.accessLogs.${protocol}`;
  const finds = analyzers.includes("mx-mesh") || analyzers.includes("k8s-mesh");
  const reads = !analyzers.includes("mx-mesh") || knowsPeers(oap.version, istio);
  return [
    finds || {
      field,
      got: analyzers,
      want: "mx-mesh or k8s-mesh: without one OAP takes logs for nothing",
    },
    reads || {
      field,
      got: analyzers,
      want: `k8s-mesh in the place of mx-mesh: OAP ${oap.version} does not know what proxies of Istio 1.24 and later tell each other`,
    },
  ];
}

function telemetryChecks(
  { scopes, tracingPercent = 0 }: ByTelemetry,
  rootNamespace: string,
): (true | Problem)[] {
  const places = scopes.map((scope) => {
    const { namespace, name } = placeOf("mesh", scope, rootNamespace);
    return `${namespace}/${name}`;
  });
  return [
    scopes.length > 0 || {
      field: "logs.scopes",
      got: scopes,
      want: 'one or more, such as [{ kind: "mesh" }]',
    },
    ...scopes.flatMap((scope, index): (true | Problem)[] => [
      places.indexOf(places[index] ?? "") === index || {
        field: `logs.scopes[${index}]`,
        got: shown(scope),
        want: `another one: logs.scopes[${places.indexOf(places[index] ?? "")}] is the same`,
      },
      scope.kind !== "workloads" ||
        Object.keys(scope.labels).length > 0 || {
          field: `logs.scopes[${index}].labels`,
          got: scope.labels,
          want: 'one label or more, or { kind: "namespace" }',
        },
    ]),
    (tracingPercent >= 0 && tracingPercent <= 100) || {
      field: "logs.tracingPercent",
      got: tracingPercent,
      want: "a number from 0 to 100",
    },
  ];
}

function shown(scope: MeshScope): string {
  return scope.kind === "mesh" ? "the whole mesh" : `${scope.kind} of ${scope.namespace}`;
}
