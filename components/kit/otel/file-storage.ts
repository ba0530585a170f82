import type { Settings } from "./settings";

/**
 * Settings of the extension `file_storage`: queues that outlive the pod, in a folder of a volume. What
 * was sent is given back once a queue has drained; done at the start, it would hold the start up for as
 * long as the queue is large, which is when it matters.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/extension/storage/filestorage/README.md
 */
export function fileStorage(directory: string): Settings {
  return {
    directory,
    compaction: { on_start: false, on_rebound: true, directory },
    // Or what was taken is lost when the node goes.
    fsync: true,
  };
}
