import { duration, type Settings } from "./settings";

/**
 * Settings of `memory_limiter`: refuses data, which senders try again, before the kernel kills the pod.
 * Of the memory limit, 80 % are the most, and from 60 % on it refuses.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/processor/memorylimiterprocessor/README.md
 */
export function memoryLimiter(): Settings {
  return { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 };
}

/** How items are gathered before they are sent. */
export interface Batch {
  /** Spans, points or records. @default 1000 */
  size?: number;
  /** What is larger is split. @default twice the size */
  most?: number;
  /** Longest wait, in seconds. @default 1 */
  seconds?: number;
}

/** Settings of `batch`, the last processor of a pipeline. */
export function batch({ size = 1000, most = 2 * size, seconds = 1 }: Batch = {}): Settings {
  return { send_batch_size: size, send_batch_max_size: most, timeout: duration(seconds) };
}
