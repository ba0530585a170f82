/** Which nodes take the pods, and how important the pods are. */
export interface Placement {
  /** Labels that a node must carry, such as `{ apm: "skywalking" }`. */
  nodeSelector?: Readonly<Record<string, string>>;
  tolerations?: readonly Toleration[];
  /** Name of an existing PriorityClass. */
  priorityClassName?: string;
}

/** Admits the pods to nodes with a matching taint. */
export interface Toleration {
  /** @default every one, with the operator `Exists` */
  key?: string;
  operator?: "Exists" | "Equal";
  value?: string;
  effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** The fields of a pod spec; only those that are given. */
export function placed({ nodeSelector, tolerations, priorityClassName }: Placement = {}) {
  return {
    ...(nodeSelector === undefined ? {} : { nodeSelector: { ...nodeSelector } }),
    ...(tolerations === undefined ? {} : { tolerations: [...tolerations] }),
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
  };
}
