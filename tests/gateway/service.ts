/** The service of the tests: messages are bytes, and what a method does is in its name. */

import type { MethodDefinition } from "@grpc/grpc-js";

type Method = MethodDefinition<Buffer, Buffer>;

const bytes = (message: Buffer) => message;

function method(name: string, requestStream: boolean, responseStream: boolean): Method {
  return {
    path: `/lab.Lab/${name}`,
    requestStream,
    responseStream,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  };
}

export const LAB = {
  /** Answers with its message. */
  echo: method("Echo", false, false),
  /** Answers after as many milliseconds as the message says. */
  slow: method("Slow", false, false),
  /** Answers with the metadata that it got, as JSON. */
  metadata: method("Metadata", false, false),
  /** Takes messages, and answers at the end with how many bytes they had. */
  collect: method("Collect", true, false),
  /** Sends back each message. */
  talk: method("Talk", true, true),
  /** How many calls of each method came, as JSON; itself not counted. */
  counts: method("Counts", false, false),
  /** What no server knows. */
  unknown: method("Unknown", false, false),
} as const;
