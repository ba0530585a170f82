/** What a tool is: the shape of the table in `tools.ts`. */

/** Where a tool may come from, in the order in which it is looked for. */
export const SOURCES = ["path", "download", "build"] as const;
export type Source = (typeof SOURCES)[number];

/** One thing to have: one or more files that always come from the same place, because they belong together. */
export interface Tool {
  readonly name: string;
  /** The files it consists of; the first one answers for the version. */
  readonly binaries: readonly [string, ...string[]];
  /** For a Pulumi plugin: the name of its folder, which tells Pulumi its version, such as `resource-random-v4.21.2`. */
  readonly plugin?: string;
  /** How the first binary tells its version; absent: it cannot tell. */
  readonly tells?: VersionCommand;
  /** Which copies on this machine will do; absent: none, it is always fetched or built. */
  readonly installed?: Installed;
  /** The official release for this platform; absent: there is none. */
  readonly download?: Download;
  readonly build: Build;
}

export interface VersionCommand {
  readonly args: readonly string[];
  /** Its first group is the version, such as `1.34.2`. */
  readonly pattern: RegExp;
}

/** Versions from the first one up to, but without, the second. */
export interface VersionRange {
  readonly from: string;
  readonly below: string;
}

export interface Installed {
  /** `PATH`, or the plugins that the user's own Pulumi has installed (their folder tells the version). */
  readonly where: "PATH" | "plugins";
  readonly fits: VersionRange;
}

export interface Download {
  readonly version: string;
  readonly files: readonly DownloadedFile[];
}

/** One published file with the address of its SHA-256: either the tool itself or an archive that holds it. */
export type DownloadedFile = {
  readonly url: string;
  /**
   * A text of lines `<sha256>  <file name>`, a lone SHA-256, or what GitHub tells about a release
   * (JSON with `assets[].name` and `assets[].digest`).
   */
  readonly checksums: string;
} & ({ readonly is: string } | { readonly holds: Readonly<Record<string, string>> });

export interface Build {
  readonly version: string;
  /** Everything the result depends on, as text: when it changes, the tool is built again. */
  readonly recipe: string;
  /** What to tell the user about it, such as `from its Go module, about 3 minutes the first time`. */
  readonly about: string;
  /** Writes every binary of the tool into the folder `into`, by its plain name; throws when it cannot. */
  readonly run: (job: BuildJob) => Promise<void>;
}

export interface BuildJob {
  /** An empty folder that is the job's own. */
  readonly work: string;
  /** The folder that must hold the binaries in the end. */
  readonly into: string;
  /** The file that takes everything the build prints. */
  readonly log: string;
}
