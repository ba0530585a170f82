import * as pulumi from "@pulumi/pulumi";
import {
  type KubernetesAttributes,
  kubernetesAttributesRights,
  type Right,
} from "../kit/otel/kubernetes-attributes";
import { scrapeRights } from "../kit/otel/prometheus-receiver";
import { jobsOf } from "./parts";
import type { Settled } from "./settled";

const GROUP = "rbac.authorization.k8s.io";

/** Whose rights they are. */
interface Holder {
  name: string;
  namespace: pulumi.Input<string>;
  labels: Readonly<Record<string, string>>;
}

/** Rights in one namespace, or in all where none is given. */
interface Grant {
  /** What they are for: the name of a processor or a job. */
  purpose: string;
  namespace: pulumi.Input<string> | undefined;
  rules: Right[];
}

/** What it calls the API server for, each purpose by itself. */
export function grantsOf({ receivers, processors }: Settled): Grant[] {
  const scraping = jobsOf(receivers).flatMap((job) =>
    scrapeRights([job]).map(({ pods: { namespace }, rule }) => ({
      purpose: job.name,
      namespace,
      rules: [rule],
    })),
  );
  const naming = Object.entries(processors).flatMap(([purpose, processor]): Grant[] =>
    processor.kind === "kubernetes"
      ? [
          {
            purpose,
            namespace: namespaceOf(processor.pods),
            rules: kubernetesAttributesRights(processor),
          },
        ]
      : [],
  );
  return [...scraping, ...naming];
}

/** Whether it calls the API server, and so needs a token and the way there. */
export function callsApi(settled: Settled): boolean {
  return grantsOf(settled).length > 0;
}

/** The role and the binding of one grant. */
export function accessOf({ purpose, namespace: where, rules }: Grant, holder: Holder) {
  const { name, namespace, labels } = holder;
  // Those of several namespaces may meet there.
  const shared = pulumi.interpolate`${namespace}-${name}-${purpose}`;
  const metadata = { name: shared, labels, ...(where === undefined ? {} : { namespace: where }) };
  return {
    role: { metadata, rules },
    bindingOf: (role: pulumi.Output<string>, account: pulumi.Input<string>) => ({
      metadata,
      roleRef: { apiGroup: GROUP, kind: where === undefined ? "ClusterRole" : "Role", name: role },
      subjects: [{ kind: "ServiceAccount", name: account, namespace }],
    }),
  };
}

/** Pods of a node are in every namespace. */
function namespaceOf(pods: KubernetesAttributes["pods"]): string | undefined {
  return pods.kind === "namespace" ? pods.name : undefined;
}
