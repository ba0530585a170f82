/**
 * A server of the tests: `backend-main.ts <host:port>`. `MAX_AGE_MS` ends its connections after that
 * time, `TLS` (JSON with `certificate`, `key`, `clientCa`) has it serve behind TLS. SIGTERM lets open
 * calls end first.
 */

import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { z } from "zod";
import { LAB } from "./service";

const TLS = z.object({ certificate: z.string(), key: z.string(), clientCa: z.string().optional() });

type Unary = (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => void;

const counts: Record<string, number> = {};
const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);

function credentials(): ServerCredentials {
  const given = process.env["TLS"];
  if (given === undefined) return ServerCredentials.createInsecure();
  const { certificate, key, clientCa } = TLS.parse(JSON.parse(given));
  const pair = { cert_chain: Buffer.from(certificate), private_key: Buffer.from(key) };
  const ca = clientCa === undefined ? null : Buffer.from(clientCa);
  return ServerCredentials.createSsl(ca, [pair], ca !== null);
}

const age = process.env["MAX_AGE_MS"];
const server = new Server({
  "grpc.max_receive_message_length": -1,
  ...(age === undefined
    ? {}
    : { "grpc.max_connection_age_ms": Number(age), "grpc.max_connection_age_grace_ms": 2000 }),
});

const { echo, slow, metadata, collect, talk, counts: asked } = LAB;
const unary: Readonly<Record<string, Unary>> = {
  echo: (call, answer) => {
    count("echo");
    answer(null, call.request);
  },
  slow: (call, answer) => {
    count("slow");
    setTimeout(() => answer(null, call.request), Number(call.request.toString()));
  },
  metadata: (call, answer) => answer(null, Buffer.from(JSON.stringify(call.metadata.getMap()))),
  asked: (_, answer) => answer(null, Buffer.from(JSON.stringify(counts))),
};
server.addService(
  { echo, slow, metadata, collect, talk, asked },
  {
    ...unary,
    collect: (call: NodeJS.ReadableStream, answer: sendUnaryData<Buffer>) => {
      count("collect");
      let size = 0;
      call.on("data", (message: Buffer) => (size += message.length));
      call.on("end", () => answer(null, Buffer.from(String(size))));
    },
    talk: (call: NodeJS.ReadWriteStream) => {
      count("talk");
      call.on("data", (message: Buffer) => call.write(message));
      call.on("end", () => call.end());
    },
  },
);

server.bindAsync(process.argv[2] ?? "", credentials(), (error) => {
  if (error !== null) throw error;
  console.log("ready");
});
process.once("SIGTERM", () => server.tryShutdown(() => process.exit(0)));
