/** What Pulumi remembers of a stack, as `pulumi stack export` prints it and `pulumi stack import` takes it. */

import { z } from "zod";
import { field } from "../kubernetes";

const Resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.exactOptional(z.boolean()),
  /** Absent for components, and while the resource is being created. */
  id: z.exactOptional(z.string()),
  inputs: z.exactOptional(z.record(z.string(), z.unknown())),
  outputs: z.exactOptional(z.record(z.string(), z.unknown())),
  parent: z.exactOptional(z.string()),
  /** `<urn>::<id>` of the provider. */
  provider: z.exactOptional(z.string()),
  dependencies: z.exactOptional(z.array(z.string())),
  propertyDependencies: z.exactOptional(z.record(z.string(), z.array(z.string()).nullable())),
  deletedWith: z.exactOptional(z.string()),
  /** Replaced already, to be deleted. */
  delete: z.exactOptional(z.boolean()),
  /** Deleted already, to be created again. */
  pendingReplacement: z.exactOptional(z.boolean()),
  /** Why it is there but does not do its work. */
  initErrors: z.exactOptional(z.array(z.string())),
});
export type Resource = z.infer<typeof Resource>;

const Operation = z.looseObject({
  /** What was under way: `creating`, `updating`, `deleting`, … */
  type: z.string(),
  resource: Resource,
});
export type Operation = z.infer<typeof Operation>;

const Exported = z.looseObject({
  deployment: z.looseObject({
    resources: z.exactOptional(z.array(Resource).nullable()),
    pending_operations: z.exactOptional(z.array(Operation).nullable()),
  }),
});
export type Exported = z.infer<typeof Exported>;

/** Reads the text of `pulumi stack export`; every field that is not named here is kept as it is. */
export const parseExport = (text: string): Exported => Exported.parse(JSON.parse(text));

export const resourcesOf = ({ deployment }: Exported): readonly Resource[] =>
  deployment.resources ?? [];

export const pendingOf = ({ deployment }: Exported): readonly Operation[] =>
  deployment.pending_operations ?? [];

/** The same stack with other resources and with nothing under way. */
export const withResources = (exported: Exported, resources: readonly Resource[]): Exported => ({
  ...exported,
  deployment: { ...exported.deployment, resources: [...resources], pending_operations: [] },
});

/** The stack's own resource and its components are no objects of anybody. */
export const isDeployed = ({ custom, type }: Resource): boolean =>
  custom === true && !type.startsWith("pulumi:");

/** Which object of the Kubernetes API a resource stands for. */
export interface ObjectName {
  apiVersion: string;
  kind: string;
  name: string;
  /** Absent: the object belongs to no namespace, or to the default one. */
  namespace?: string;
}

/** The object as the inputs name it; undefined when the resource is no object of the Kubernetes API. */
export function objectNameOf({ type, inputs }: Resource): ObjectName | undefined {
  const [apiVersion, kind, name, namespace] = [
    field(inputs, "apiVersion"),
    field(inputs, "kind"),
    field(inputs, "metadata", "name"),
    field(inputs, "metadata", "namespace"),
  ];
  if (!type.startsWith("kubernetes:")) return undefined;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") {
    return undefined;
  }
  return { apiVersion, kind, name, ...(typeof namespace === "string" ? { namespace } : {}) };
}

/** Such as `Deployment tracing/oap`. */
export const describeObject = ({ kind, name, namespace }: ObjectName): string =>
  `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
