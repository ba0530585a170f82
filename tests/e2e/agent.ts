/**
 * An agent of the simplest kind: one connection, over which it reports a segment at a time and is told
 * whether OAP took it. It tries nothing again, so that every failed call is seen.
 * @see https://github.com/apache/skywalking-data-collect-protocol/blob/v10.1.0/language-agent/Tracing.proto
 */

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";

const PATH = "/skywalking.v3.TraceSegmentReportService/collectInSync";

/** What became of the calls. */
export interface Reported {
  calls: number;
  /** Each status with its number, but for OK. */
  failed: Readonly<Record<string, number>>;
}

export class Agent {
  private readonly client: grpc.Client;

  /** @param address such as `10.199.0.1:31800` */
  constructor(address: string) {
    this.client = new grpc.Client(address, grpc.credentials.createInsecure());
  }

  /** Reports so many times a second while something else goes on. */
  async reportDuring(work: () => Promise<unknown>, perSecond: number): Promise<Reported> {
    const over = new AbortController();
    const worked = work().finally(() => over.abort());
    const open: Promise<grpc.status>[] = [];
    for (; !over.signal.aborted; await sleep(1000 / perSecond)) open.push(this.report());
    await worked;
    return reported(await Promise.all(open));
  }

  /** Reports so many times, so many at once. */
  async reportAll(count: number, atOnce: number): Promise<Reported> {
    const ended: grpc.status[] = [];
    let begun = 0;
    const line = async () => {
      while (begun++ < count) ended.push(await this.report());
    };
    await Promise.all(Array.from({ length: atOnce }, line));
    return reported(ended);
  }

  close(): void {
    this.client.close();
  }

  private report(): Promise<grpc.status> {
    const asBytes = (message: Buffer) => message;
    const options = { deadline: Date.now() + 20_000 };
    return new Promise((settle) =>
      this.client.makeUnaryRequest(PATH, asBytes, asBytes, collection(), options, (error) =>
        settle(error === null ? grpc.status.OK : error.code),
      ),
    );
  }
}

function reported(ended: readonly grpc.status[]): Reported {
  const failed: Record<string, number> = {};
  for (const code of ended.filter((one) => one !== grpc.status.OK)) {
    const name = grpc.status[code];
    failed[name] = (failed[name] ?? 0) + 1;
  }
  return { calls: ended.length, failed };
}

/** A `SegmentCollection` of one segment with one entry span. */
function collection(): Buffer {
  const [id, now] = [randomUUID(), Date.now()];
  const span = Buffer.concat([
    number(2, -1),
    number(3, now),
    number(4, now + 1),
    bytes(6, "/reported"),
    number(9, 3),
  ]);
  const segment = [bytes(1, id), bytes(2, id), bytes(3, span), bytes(4, "agent"), bytes(5, "one")];
  return bytes(1, Buffer.concat(segment));
}

/** A field of Protocol Buffers whose value is a number. */
function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(BigInt(field << 3)), varint(BigInt.asUintN(64, BigInt(value)))]);
}

/** A field of Protocol Buffers whose value is a text or a message. */
function bytes(field: number, value: string | Buffer): Buffer {
  const content = Buffer.from(value);
  return Buffer.concat([varint(BigInt((field << 3) | 2)), varint(BigInt(content.length)), content]);
}

function varint(value: bigint): Buffer {
  const low = Number(value & 0x7fn);
  return value < 0x80n
    ? Buffer.from([low])
    : Buffer.concat([Buffer.from([low | 0x80]), varint(value >> 7n)]);
}
