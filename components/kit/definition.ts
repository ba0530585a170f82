import type { Labels } from "./labels";

/** A kind of custom resources, as `kubectl get` shows it. */
export interface Kind {
  group: string;
  kind: string;
  /** @default the kind in small letters with an s */
  plural?: string;
  shortNames?: readonly string[];
  categories?: readonly string[];
  version: string;
  /** @default "Namespaced" */
  scope?: "Namespaced" | "Cluster";
  /** Fields that `spec` must have. @default none */
  required?: readonly string[];
  /** Column title to JSON path; those of `wide` are for `--output wide`. */
  columns?: Readonly<Record<string, string>>;
  wide?: Readonly<Record<string, string>>;
}

/** `certificates.cert-manager.io`: the name of the definition, which the API server prescribes. */
export function definitionName({ group, kind, plural = `${kind.toLowerCase()}s` }: Kind): string {
  return `${plural}.${group}`;
}

/**
 * A CustomResourceDefinition that keeps every field. Those that products ship describe the fields of
 * one version and drop all others: an object written for a newer one loses them without a word. Here
 * the product's webhook alone judges the fields, so one definition serves each version of the product.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function definitionOf(of: Kind, labels: Labels["labels"]) {
  const { group, kind, version, scope = "Namespaced" } = of;
  const { required = [], shortNames, categories } = of;
  const [plural = ""] = definitionName(of).split(".");
  const spec = { ...OPEN, ...(required.length === 0 ? {} : { required: [...required] }) };
  return {
    metadata: { name: definitionName(of), labels },
    spec: {
      group,
      scope,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...(shortNames === undefined ? {} : { shortNames: [...shortNames] }),
        ...(categories === undefined ? {} : { categories: [...categories] }),
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [...columns(of.columns), ...columns(of.wide, 1), AGE],
          schema: { openAPIV3Schema: { type: "object", properties: { spec, status: OPEN } } },
        },
      ],
    },
  };
}

const OPEN = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
const AGE = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };

function columns(paths: Readonly<Record<string, string>> = {}, priority = 0) {
  return Object.entries(paths).map(([name, jsonPath]) => ({
    name,
    type: "string",
    jsonPath,
    ...(priority === 0 ? {} : { priority }),
  }));
}
