import { namespaceOf, list } from "../../objects";
import { meshConfigOf } from "../../read/mesh";
import { rule } from "../../rule";
import { meshWith } from "./mesh-examples";

const telemetry = (provider: string) => ({
  apiVersion: "telemetry.istio.io/v1",
  kind: "Telemetry",
  metadata: { name: "logs", namespace: "istio-system" },
  spec: { accessLogging: [{ providers: [{ name: provider }] }] },
});

export const meshLogsOnce = rule({
  name: "mesh-logs-once",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "Access logs of a mesh are set up in one of the two ways",
  why: "Any accessLogging of the Telemetry API switches envoyAccessLogService off in its scope: the logs stop without a word.",
  remedy: "name a provider with envoyHttpAls in the Telemetry, or leave accessLogging out of it",
  source: "https://github.com/istio/istio/blob/1.28.0/pilot/pkg/networking/core/accesslog.go",
  bad: [meshWith("satellite.tracing:11800"), telemetry("envoy")],
  good: [meshWith("satellite.tracing:11800")],
  check: (object, { stack }) => {
    if (object.kind !== "Telemetry") return [];
    const named = list(object.manifest.spec?.accessLogging).flatMap(({ providers }) =>
      list(providers).map(({ name }) => String(name)),
    );
    const meshes = stack.objects
      .map((one) => meshConfigOf(one))
      .filter((mesh) => mesh !== undefined);
    const isLegacy = meshes.some(
      (mesh) => mesh?.defaultConfig?.envoyAccessLogService?.address !== undefined,
    );
    const isAls = meshes.some((mesh) =>
      list(mesh?.extensionProviders).some(
        ({ name, envoyHttpAls }) => envoyHttpAls && named.includes(name),
      ),
    );
    return named.length > 0 && isLegacy && !isAls
      ? [
          `its accessLogging (${named.join(", ")}) switches envoyAccessLogService off in ${namespaceOf(object)}`,
        ]
      : [];
  },
});
