/** An Elasticsearch that answers, and takes no document. */

import { createServer } from "node:http";
import { freePorts } from "../gateway/port";

const REFUSED = { status: 403, error: { type: "cluster_block_exception", reason: "read-only" } };

export interface RefusingStore {
  readonly port: number;
  close(): void;
}

export async function refusingStore(): Promise<RefusingStore> {
  const [port = 0] = await freePorts(1);
  const server = createServer((asked, response) => {
    let text = "";
    asked.setEncoding("utf8").on("data", (part: string) => (text += part));
    asked.once("end", () => {
      response.writeHead(200, {
        "content-type": "application/json",
        "x-elastic-product": "Elasticsearch",
      });
      response.end(JSON.stringify(answerTo(asked.url ?? "", text)));
    });
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return { port, close: () => server.close() };
}

function answerTo(url: string, text: string): object {
  if (url === "/") return { version: { number: "7.17.29" }, tagline: "You Know, for Search" };
  if (!url.startsWith("/_bulk")) return {};
  // Each document has a line before it.
  const count = text.trim().split("\n").length / 2;
  return {
    took: 1,
    errors: true,
    items: Array.from({ length: count }, () => ({ index: REFUSED })),
  };
}
