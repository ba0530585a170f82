/** What the engine asks, as plain values. */
import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { Exception } from "../exception";
import type { PolicyConfiguration } from "../pack";
import type { EnforcementLevel } from "../pack/about";
import type { EngineResource } from "../pack/resource";
import type { Setting } from "../rule";
import { Properties } from "./properties";

const LEVELS = new Map<analyzer.EnforcementLevel, EnforcementLevel>([
  [analyzer.EnforcementLevel.ADVISORY, "advisory"],
  [analyzer.EnforcementLevel.MANDATORY, "mandatory"],
  [analyzer.EnforcementLevel.DISABLED, "disabled"],
  [analyzer.EnforcementLevel.REMEDIATE, "remediate"],
]);

/** Levels, settings and exceptions, which the engine has held to the schema of each policy. */
export function configurationIn(
  request: analyzer.ConfigureAnalyzerRequest,
): Map<string, PolicyConfiguration> {
  const entries = request.getPolicyconfigMap().getEntryList();
  return new Map(
    entries.map(([name]): [string, PolicyConfiguration] => {
      const config = request.getPolicyconfigMap().get(name);
      const level = LEVELS.get(config?.getEnforcementlevel() ?? 0);
      if (level === undefined)
        throw new Error(`${name} has an enforcement level that is not known`);
      const { exceptions, ...settings } = config?.getProperties()?.toJavaScript() ?? {};
      return [
        name,
        {
          level,
          settings: Object.fromEntries(Object.entries(settings).filter(isSetting)),
          exceptions: Array.isArray(exceptions) ? exceptions.filter(isException) : [],
        },
      ];
    }),
  );
}

function isSetting(entry: [string, unknown]): entry is [string, Setting] {
  const [, value] = entry;
  return Array.isArray(value) || ["number", "string", "boolean"].includes(typeof value);
}

function isException(value: unknown): value is Exception {
  return typeof value === "object" && value !== null && "until" in value;
}

/** A resource alone, and its properties to be written back. */
export function resourceIn(request: analyzer.AnalyzeRequest | analyzer.AnalyzerResource): {
  resource: EngineResource;
  properties: Properties;
} {
  const properties = new Properties(request.getProperties()?.toJavaScript() ?? {});
  const provider = request.getProvider()?.getUrn();
  const resource = {
    type: request.getType(),
    name: request.getName(),
    urn: request.getUrn(),
    fields: properties.fields,
    protect: request.getOptions()?.getProtect() ?? false,
    ...(provider !== undefined && { provider }),
    dependencies: [],
  };
  return { resource, properties };
}

/** Resources of a stack; what one of them depends on and is not among them is left out. */
export function resourcesIn(request: analyzer.AnalyzeStackRequest): EngineResource[] {
  const resources = request.getResourcesList();
  const urns = new Set(resources.map((one) => one.getUrn()));
  return resources.map((one) => ({
    ...resourceIn(one).resource,
    dependencies: one.getDependenciesList().filter((urn) => urns.has(urn)),
  }));
}
