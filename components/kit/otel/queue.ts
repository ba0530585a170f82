import { duration, type Settings } from "./settings";

/** What an exporter holds while the place it sends to is away. */
export interface Queue {
  /** Requests that wait, each a batch. @default 1000 */
  requests?: number;
  /** Requests that are sent at a time. @default 10 */
  consumers?: number;
  /** Name of the extension that keeps them on disk. @default in memory: gone with the pod */
  storage?: string;
}

/** How long an exporter tries again. Refused data, such as malformed spans, is dropped at once. */
export interface Retry {
  /** How long a request is tried, in seconds. @default 300; a day from a queue on disk */
  seconds?: number;
  /** Longest pause between two tries, in seconds. @default 30 */
  pauseSeconds?: number;
}

export interface Delivery {
  queue?: Queue;
  retry?: Retry;
}

const IN_MEMORY_SECONDS = 300;
const ON_DISK_SECONDS = 86_400;

/**
 * Section `sending_queue` of an exporter; Jaeger's storage exporter calls it `queue`.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/exporterhelper/README.md
 */
export function sendingQueue({ requests = 1000, consumers = 10, storage }: Queue = {}): Settings {
  return {
    enabled: true,
    num_consumers: consumers,
    queue_size: requests,
    ...(storage === undefined ? {} : { storage }),
  };
}

/** Section `retry_on_failure` of an exporter. Never without an end: one bad request would hold all others. */
export function retryOnFailure({ queue, retry = {} }: Delivery = {}): Settings {
  const most = queue?.storage === undefined ? IN_MEMORY_SECONDS : ON_DISK_SECONDS;
  const { seconds = most, pauseSeconds = 30 } = retry;
  return {
    enabled: true,
    initial_interval: duration(Math.min(5, pauseSeconds)),
    max_interval: duration(pauseSeconds),
    max_elapsed_time: duration(seconds),
  };
}
