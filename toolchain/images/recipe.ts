/** What an image is: layers of files, and how the program in them is started. */

/** One image. */
export interface Recipe {
  /** Exactly as manifests name it, with registry and tag: `docker.io/apache/skywalking-oap-server:10.1.0`. */
  readonly name: string;
  /** Lowest first; a layer that several images name is made once. */
  readonly layers: readonly Layer[];
  readonly start: Start;
}

/** How a container starts: the part of an image that manifests may override. */
export interface Start {
  /** Numbers, because `runAsNonRoot` refuses names: `1000:0`. @default "0:0" */
  readonly user?: string;
  readonly entrypoint: readonly string[];
  /** Arguments that `args` of a container replaces. */
  readonly command?: readonly string[];
  /** @default "/" */
  readonly workingDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: readonly number[];
  /** @default "SIGTERM" */
  readonly stopSignal?: string;
}

/** A folder of files that lies on top of those below. */
export interface Layer {
  /** For people and file names, unique. */
  readonly name: string;
  /** Everything the result depends on, as plain data: when it changes, the layer is made again. */
  readonly recipe: unknown;
  /** Whose the files are; only those below `folders` are part of the layer. @default all files are root's */
  readonly owner?: { readonly user: string; readonly folders: readonly string[] };
  /** Folders that others than their owner write to, with their mode: `{ tmp: "1777" }`. */
  readonly modes?: Readonly<Record<string, string>>;
  /** Fills `job.root`; throws when it cannot. */
  readonly build: (job: LayerJob) => Promise<void>;
}

export interface LayerJob {
  /** What becomes the root of the image; empty. */
  readonly root: string;
  /** Another empty folder that is the job's own. */
  readonly work: string;
  /** The file that takes everything the build prints. */
  readonly log: string;
}

/** An image as a file that `ctr --namespace k8s.io images import` takes. */
export interface Archive {
  readonly name: string;
  /** Absolute path of a docker archive. */
  readonly file: string;
  /** Id of the image, `sha256:…` of its configuration: the same content has the same. */
  readonly id: string;
  /** `sha256:…` of every layer, lowest first. */
  readonly layers: readonly string[];
  readonly bytes: number;
}

/** An image could not be made; the message says what was tried and what to do. */
export class ImageMissing extends Error {}
