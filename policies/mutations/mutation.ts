import type { Manifest } from "../objects";

/** The valid platform as a map from titles, such as `Deployment skywalking-oap`, to manifests. */
export type Platform = Map<string, Manifest>;

/** One way to break a valid platform, and the rule that has to notice. */
export interface Mutation {
  /** What was done, and to what. */
  readonly title: string;
  readonly meant: string;
  /** Breaks the platform itself. */
  readonly apply: (platform: Platform) => void;
}

/** A change of one object. */
export function change(
  on: string,
  [what, meant]: readonly [what: string, meant: string],
  edit: (manifest: Manifest) => void,
): Mutation {
  return { title: `${on}: ${what}`, meant, apply: (platform) => edit(platform.get(on)) };
}

/** The manifests of a platform, by title. */
export function platformOf(manifests: readonly Manifest[]): Platform {
  return new Map(
    manifests.map((one: Manifest): [string, Manifest] => [`${one.kind} ${one.metadata.name}`, one]),
  );
}
