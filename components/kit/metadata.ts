import type * as pulumi from "@pulumi/pulumi";
import { NOT_AWAITED } from "./await";

/** Name, namespace and labels of an object. */
export interface Metadata {
  name: string;
  namespace: pulumi.Input<string>;
  labels: Readonly<Record<string, string>>;
}

/** A ServiceAccount whose token is mounted by nobody but who asks for it. */
export function serviceAccount(metadata: Metadata) {
  return {
    metadata: { ...metadata, annotations: NOT_AWAITED },
    automountServiceAccountToken: false,
  };
}
