import type * as pulumi from "@pulumi/pulumi";
import { type Problem, refuse } from "../kit/refusal";
import { ANNOTATED } from "./agent";
import { GROUP, VERSION } from "./definitions";

/** Kinds from which an operator that manages everything runs something. */
export type OperatedKind =
  "BanyanDB" | "EventExporter" | "OAPServer" | "Satellite" | "Storage" | "UI";

/** An object for the operator. */
export interface Operated {
  kind: OperatedKind;
  name: string;
  namespace: pulumi.Input<string>;
  annotations?: Readonly<Record<string, string>>;
  /** As the kind has it; `config` are the variables of the program. */
  spec: Readonly<Record<string, unknown>> & {
    version: string;
    config?: readonly { name: string; value: string }[];
  };
}

/** The one way that OAP reads a selector: equal, and nothing else. */
const SELECTOR = /^[^=!,\s]+=[^=!,\s]+(,[^=!,\s]+=[^=!,\s]+)*$/;
/** OAP reads its selector from here. */
const CLUSTER_LABEL = "SW_CLUSTER_K8S_LABEL";

/**
 * An object that the operator runs something from, for `k8s.apiextensions.CustomResource`. It carries an
 * annotation: the webhooks of Satellite and OAPServer write into the annotations without looking, and an
 * object without one ends the operator. `kubectl apply` hides that by one of its own.
 * @throws RunError when OAP would take a setting wrong without a word
 * @example new k8s.apiextensions.CustomResource("oap", operated({ kind: "OAPServer", name: "oap", namespace, spec }));
 */
export function operated({ kind, name, namespace, annotations, spec }: Operated) {
  refuse(`${kind} "${name}"`, checks(spec));
  return {
    apiVersion: `${GROUP}/${VERSION}`,
    kind,
    metadata: { name, namespace, annotations: { ...ANNOTATED, ...annotations } },
    spec,
  };
}

function checks({ version, config = [] }: Operated["spec"]): (true | Problem)[] {
  const selector = config.find(({ name }) => name === CLUSTER_LABEL)?.value;
  return [
    (version !== "" && version !== "latest") || {
      field: "spec.version",
      got: version,
      want: "a version: without one the operator takes the latest",
    },
    selector === undefined ||
      SELECTOR.test(selector) || {
        field: `spec.config.${CLUSTER_LABEL}`,
        got: selector,
        want: "pairs such as app=oap,release=a: OAP leaves out what it cannot read, and finds other pods",
      },
  ];
}
