/** What the last run of Pulumi wrote down of its steps, one JSON object per line (`--event-log`). */

import { z } from "zod";

const Failed = z.object({
  timestamp: z.number(),
  resOpFailedEvent: z.object({
    /** 0 and 2: nobody knows what became of it; 1: it is there but does not do its work. */
    status: z.number(),
    metadata: z.object({
      op: z.string(),
      urn: z.string(),
      new: z
        .object({
          type: z.string(),
          custom: z.exactOptional(z.boolean()),
          parent: z.exactOptional(z.string()),
          provider: z.exactOptional(z.string()),
          inputs: z.exactOptional(z.record(z.string(), z.unknown())),
        })
        .nullable(),
    }),
  }),
});

const Begun = z.object({ timestamp: z.number() });

/** A step that ended with an error; it may have changed the cluster nevertheless. */
export type FailedStep = z.infer<typeof Failed>["resOpFailedEvent"]["metadata"];

export interface EventLog {
  /** When the run began, in milliseconds; 0 when nobody wrote it down. */
  begun: number;
  /** Steps of which Pulumi does not know what they did. */
  failed: FailedStep[];
}

const KNOWN_OUTCOME = 1;

/** The log without what was said in passing: there the SDK tells all that it gets, secrets too. */
export const stepsOnly = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.includes('"diagnosticEvent"'))
    .join("\n");

/** Reads a log, however early its writer was ended. */
export function parseEventLog(text: string): EventLog {
  const events = text.split("\n").map(parse);
  const begun = Begun.safeParse(events[0]).data?.timestamp ?? 0;
  const failed = events.flatMap((event) => {
    const found = Failed.safeParse(event).data;
    if (found === undefined || found.resOpFailedEvent.status === KNOWN_OUTCOME) return [];
    return [found.resOpFailedEvent.metadata];
  });
  return { begun: begun * 1000, failed };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
