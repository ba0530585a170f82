/** What a referee is asked and what it answers. */

/** The rendered objects of one environment. */
export interface Golden {
  readonly environment: string;
  /** Absolute path of the YAML file. */
  readonly file: string;
  /** The file's objects, in its order. */
  readonly objects: readonly Manifest[];
}

/** Any Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
  readonly [field: string]: unknown;
}

/** Something that a referee does not like. */
export interface Finding {
  /** The referee's name of its rule, such as `pod-probes` or `CKV_K8S_40`. */
  readonly check: string;
  /** `Kind/name`. */
  readonly object: string;
  /** The referee's words. */
  readonly message: string;
}

/** An independent program that reads manifests and knows nothing of this project. */
export interface Referee {
  readonly name: string;
  readonly judge: (golden: Golden) => Promise<readonly Finding[]>;
  /** Ends what it started. */
  readonly dismiss?: () => Promise<void>;
}

/** Gets a referee ready; throws `Absent` when this machine or network cannot. */
export interface Invitation {
  readonly name: string;
  readonly invite: () => Promise<Referee>;
}

/** A referee could not be had; the message says why. */
export class Absent extends Error {}

/** How findings and accepted findings call an object. */
export const nameOf = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.name}`;

/** Turns the failure to get something into `Absent`, whoever tells of it. */
export async function absentOn<T>(getting: Promise<T>): Promise<T> {
  try {
    return await getting;
  } catch (error) {
    throw new Absent(error instanceof Error ? error.message : String(error));
  }
}
