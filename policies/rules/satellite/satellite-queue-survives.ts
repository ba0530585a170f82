import { list } from "../../objects";
import { parse } from "yaml";
import { filesOf } from "../../read/files";
import { largestScale } from "../../read/scale";
import { running } from "../../read/products";
import { each, rule, when } from "../../rule";
import { satelliteWith } from "./examples";

const GRACE = { pod: { terminationGracePeriodSeconds: 30 } };

export const satelliteQueueSurvives = rule({
  name: "satellite-queue-survives",
  family: "satellite",
  scope: "stack",
  severity: "medium",
  from: "prod",
  title: "What waits in a Satellite is not lost with one pod",
  why: "The queue in memory needs a second pod and time to drain; that on disk needs a volume that may be written.",
  remedy:
    "run 2 or more with terminationGracePeriodSeconds of 30 or more, or mount a volume at queue_dir",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/docs/en/setup/plugins/queue_memory-queue.md",
  bad: [satelliteWith({}, { ...GRACE, replicas: 1 })],
  good: [satelliteWith({}, { ...GRACE, replicas: 2 })],
  check: (object, { stack }) =>
    each(running(object, "satellite"), ({ title, spec, pod }) => {
      const text = filesOf(spec, { pod, of: object }, stack).find(({ key }) =>
        /satellite/.test(key),
      )?.text;
      const queues = list(text === undefined ? [] : parse(text)?.pipes).map(
        ({ gatherer }) => gatherer?.queue,
      );
      const folders = queues
        .filter((queue) => queue?.plugin_name === "mmap-queue")
        .map(({ queue_dir: folder }) => String(folder));
      const mounts = list(spec.volumeMounts).filter(({ readOnly }) => readOnly !== true);
      const grace = Number(pod.spec.terminationGracePeriodSeconds ?? 30);
      const isInMemory = queues.length === 0 || folders.length < queues.length;
      const count = largestScale(object, stack);
      return [
        ...folders
          .filter(
            (folder) =>
              !mounts.some(
                ({ mountPath }) =>
                  `/skywalking/${folder}`.startsWith(String(mountPath)) ||
                  folder.startsWith(String(mountPath)),
              ),
          )
          .map(
            (folder) =>
              `${title}: its queue ${folder} is on disk, and no volume that may be written is mounted there`,
          ),
        ...when(
          isInMemory && count < 2,
          `${title}: its queue is in memory, and there is 1 pod; give 2 or more`,
        ),
        ...when(
          isInMemory && grace < 30,
          `${title}: it has ${grace} seconds to empty its queue; give terminationGracePeriodSeconds 30 or more`,
        ),
      ];
    }),
});
