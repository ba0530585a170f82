/** What was seen of a deployed platform: plain values, so that judging them needs no cluster. */
export interface Observations {
  namespace: string;
  /** Whether pods really run: simulated ones answer nothing. */
  isSimulated: boolean;
  services: readonly SeenService[];
  dials: readonly Dial[];
  jobs: readonly SeenJob[];
  oaps: readonly SeenOap[];
  /** Absent when the platform runs no storage of its own that can be asked. */
  schema?: Schema;
}

export interface SeenService {
  name: string;
  /** Pods behind it that are ready. */
  ready: number;
  /** Pods that it selects. */
  pods: number;
  ports: readonly SeenPort[];
  /** What makes its pods, such as `statefulset/elasticsearch`; absent when nothing does. */
  workload?: string;
}

export interface SeenPort {
  /** As clients dial it. */
  port: number;
  /** Whether it leads to a port that the pods name; true where there is no pod. */
  isOpen: boolean;
}

/** A place of this namespace that a workload connects to, as its variables or mounted settings say. */
export interface Dial {
  /** Such as `Deployment skywalking-oap`. */
  from: string;
  service: string;
  port: number;
}

/** A Job that makes a schema. */
export interface SeenJob {
  name: string;
  /** Name of the OAP that it makes the schema for. */
  oap: string;
  succeeded: number;
  failed: number;
  isActive: boolean;
}

export interface SeenOap {
  name: string;
  /** How many pods its Deployments ask for. */
  replicas: number;
  /** `SW_CLUSTER`. */
  coordinator: string;
  /** Job that the pods name as the maker of their schema. */
  schemaJob: string;
  account: string;
  /** Whether the account may list and watch pods; absent when nobody could say. */
  mayWatchPods?: boolean;
  pods: readonly SeenOapPod[];
}

export interface SeenOapPod {
  name: string;
  isReady: boolean;
  /** What it says on port 1234. */
  clusterSize: Answer<number>;
  /** Status of `/healthcheck` on port 12800. */
  health: Answer<number>;
}

/** Composable templates and indices of the store, by name. */
export type Schema = { store: string } & (
  | { templates: readonly Template[]; indices: readonly string[] }
  /** The store does not know the user with the password of this Secret. */
  | { refused: string }
  | { problem: string }
);

export interface Template {
  name: string;
  /** Such as `sw_segment-*`. */
  patterns: readonly string[];
}

/** What came back, or why nothing did. */
export type Answer<T> = { value: T } | { problem: string };
