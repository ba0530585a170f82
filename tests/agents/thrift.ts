/** Batches of spans as Jaeger's own clients send them, in both of their notations. */

import { createSocket } from "node:dgram";

/** How Thrift writes the few things that a batch is made of. */
interface Notation {
  /** Begins a call that gets no answer. */
  call(name: string): Buffer;
  /** Begins field `id`, which comes after `last`. */
  field(id: number, last: number, type: keyof typeof TYPES): Buffer;
  text(value: string): Buffer;
  /** A number of 64 bits. */
  long(value: bigint): Buffer;
  /** A number of 32 bits. */
  int(value: number): Buffer;
  /** Begins a list of structs. */
  list(length: number): Buffer;
}

/** Each type in the compact notation, then in the binary one. */
const TYPES = {
  int: [5, 8],
  long: [6, 10],
  text: [8, 11],
  list: [9, 15],
  struct: [12, 12],
} as const;
const STOP = Buffer.from([0]);
const ONEWAY = 4;

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return Buffer.from([...bytes, Number(left)]);
}

const zigzag = (value: bigint) => varint(BigInt.asUintN(64, (value << 1n) ^ (value >> 63n)));

/** https://github.com/apache/thrift/blob/0.21.0/doc/specs/thrift-compact-protocol.md */
const COMPACT: Notation = {
  call: (name) => Buffer.concat([Buffer.from([0x82, 1 | (ONEWAY << 5), 0]), COMPACT.text(name)]),
  field: (id, last, type) => Buffer.from([((id - last) << 4) | TYPES[type][0]]),
  text: (value) => Buffer.concat([varint(BigInt(Buffer.byteLength(value))), Buffer.from(value)]),
  long: zigzag,
  int: (value) => zigzag(BigInt(value)),
  list: (length) =>
    length < 15
      ? Buffer.from([(length << 4) | TYPES.struct[0]])
      : Buffer.concat([Buffer.from([0xf0 | TYPES.struct[0]]), varint(BigInt(length))]),
};

/** https://github.com/apache/thrift/blob/0.21.0/doc/specs/thrift-binary-protocol.md */
const BINARY: Notation = {
  call: (name) =>
    Buffer.concat([Buffer.from([0x80, 1, 0, ONEWAY]), BINARY.text(name), STOP, STOP, STOP, STOP]),
  field: (id, _, type) => Buffer.from([TYPES[type][1], id >> 8, id & 255]),
  text: (value) => Buffer.concat([BINARY.int(Buffer.byteLength(value)), Buffer.from(value)]),
  long: (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(value);
    return bytes;
  },
  int: (value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  },
  list: (length) => Buffer.concat([Buffer.from([TYPES.struct[1]]), BINARY.int(length)]),
};

type Value = { int: number } | { long: bigint } | { text: string } | { list: Struct[] } | Struct;

/** Fields by their number. */
interface Struct {
  fields: readonly (readonly [id: number, value: Value])[];
}

function written(notation: Notation, { fields }: Struct): Buffer {
  let last = 0;
  const parts = fields.flatMap(([id, value]) => {
    const before = last;
    last = id;
    if ("fields" in value) return [notation.field(id, before, "struct"), written(notation, value)];
    if ("list" in value)
      return [
        notation.field(id, before, "list"),
        notation.list(value.list.length),
        ...value.list.map((one) => written(notation, one)),
      ];
    if ("text" in value) return [notation.field(id, before, "text"), notation.text(value.text)];
    if ("long" in value) return [notation.field(id, before, "long"), notation.long(value.long)];
    return [notation.field(id, before, "int"), notation.int(value.int)];
  });
  return Buffer.concat([...parts, STOP]);
}

/** https://github.com/jaegertracing/jaeger-idl/blob/v0.5.0/thrift/jaeger.thrift */
function batchOf(service: string, names: readonly string[]): Struct {
  const start = BigInt(Date.now()) * 1000n;
  const spans = names.map((name, index): Struct => ({
    fields: [
      [1, { long: BigInt(index + 1) }],
      [2, { long: start }],
      [3, { long: BigInt(index + 1) }],
      [4, { long: 0n }],
      [5, { text: name }],
      [7, { int: 1 }],
      [8, { long: start }],
      [9, { long: 1000n }],
    ],
  }));
  return {
    fields: [
      [1, { fields: [[1, { text: service }]] }],
      [2, { list: spans }],
    ],
  };
}

/** Sends one datagram with spans of these names. */
export async function sendDatagram(
  to: { address: string; port: 6831 | 6832 },
  service: string,
  names: readonly string[],
): Promise<void> {
  const notation = to.port === 6831 ? COMPACT : BINARY;
  const call = written(notation, { fields: [[1, batchOf(service, names)]] });
  const socket = createSocket("udp4");
  await new Promise<void>((settle, fail) =>
    socket.send(Buffer.concat([notation.call("emitBatch"), call]), to.port, to.address, (error) =>
      error === null ? settle() : fail(error),
    ),
  );
  socket.close();
}

/** Sends them by HTTP, as clients with `JAEGER_ENDPOINT` do. */
export async function sendThrift(
  address: string,
  service: string,
  names: readonly string[],
): Promise<void> {
  const answer = await fetch(`http://${address}:14268/api/traces`, {
    method: "POST",
    headers: { "content-type": "application/vnd.apache.thrift.binary" },
    body: new Uint8Array(written(BINARY, batchOf(service, names))),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}
