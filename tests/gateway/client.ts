/** Clients of the tests. */

import * as grpc from "@grpc/grpc-js";
import { LAB } from "./service";

/** Tries again what is UNAVAILABLE, as gRPC clients do when they are asked to. */
const RETRIES = JSON.stringify({
  methodConfig: [
    {
      name: [{}],
      retryPolicy: {
        maxAttempts: 5,
        initialBackoff: "0.05s",
        maxBackoff: "1s",
        backoffMultiplier: 2,
        retryableStatusCodes: ["UNAVAILABLE"],
      },
    },
  ],
});

/** How a call ended. */
export interface Outcome {
  readonly code: grpc.status;
  readonly details: string;
  readonly answer?: Buffer;
}

type Method = (typeof LAB)[keyof typeof LAB];

/** One connection. */
export class Client {
  private readonly client: grpc.Client;

  constructor(
    address: string,
    { retries = false, tls }: { retries?: boolean; tls?: grpc.ChannelCredentials } = {},
  ) {
    this.client = new grpc.Client(address, tls ?? grpc.credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
      "grpc.max_receive_message_length": -1,
      ...(retries ? { "grpc.service_config": RETRIES } : {}),
    });
  }

  /** A call with one answer; never rejects. */
  call(
    { path, requestSerialize, responseDeserialize }: Method,
    message: string | Buffer = "",
    { metadata = {}, seconds = 20 }: { metadata?: Record<string, string>; seconds?: number } = {},
  ): Promise<Outcome> {
    const sent = new grpc.Metadata();
    for (const [name, value] of Object.entries(metadata)) sent.set(name, value);
    return new Promise((settle) => {
      this.client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        Buffer.from(message),
        sent,
        { deadline: Date.now() + seconds * 1000 },
        (error, answer) =>
          settle(
            error === null
              ? { code: grpc.status.OK, details: "", ...(answer ? { answer } : {}) }
              : { code: error.code, details: error.details },
          ),
      );
    });
  }

  /** So many calls, so many at once; the outcomes in the order of their end. */
  async calls(method: Method, count: number, atOnce: number): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let begun = 0;
    const loop = async () => {
      while (begun < count) {
        begun++;
        outcomes.push(await this.call(method, "x"));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, loop));
    return outcomes;
  }

  /** A stream in both directions. */
  talk(): Talk {
    const { path, requestSerialize, responseDeserialize } = LAB.talk;
    return new Talk(this.client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize));
  }

  /** A stream to the server; the outcome comes when it has answered. */
  collect() {
    const { path, requestSerialize, responseDeserialize } = LAB.collect;
    let tell: (outcome: Outcome) => void = () => undefined;
    const outcome = new Promise<Outcome>((settle) => (tell = settle));
    const stream = this.client.makeClientStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      (error, answer) =>
        tell(
          error === null
            ? { code: grpc.status.OK, details: "", ...(answer ? { answer } : {}) }
            : { code: error.code, details: error.details },
        ),
    );
    return { stream, outcome };
  }

  close(): void {
    this.client.close();
  }
}

/** An open stream. */
export class Talk {
  /** How it ended, and when, in milliseconds after its start. */
  readonly ended: Promise<{ code: grpc.status; afterMs: number }>;
  private answers = 0;
  private waiting: (() => void) | undefined;

  constructor(private readonly stream: grpc.ClientDuplexStream<Buffer, Buffer>) {
    const start = Date.now();
    this.ended = new Promise((settle) => {
      stream.on("status", ({ code }: grpc.StatusObject) =>
        settle({ code, afterMs: Date.now() - start }),
      );
    });
    stream.on("error", () => undefined);
    stream.on("data", () => {
      this.answers++;
      this.waiting?.();
    });
  }

  /** Sends a message; true when it came back, false when the stream ended before. */
  async ask(): Promise<boolean> {
    const before = this.answers;
    const answered = new Promise<boolean>((settle) => (this.waiting = () => settle(true)));
    this.stream.write(Buffer.from("x"));
    const isBack = await Promise.race([answered, this.ended.then(() => false)]);
    return isBack && this.answers > before;
  }

  /** Says that nothing more is sent. */
  end(): void {
    this.stream.end();
  }

  cancel(): void {
    this.stream.cancel();
  }
}
