/** Stands before Elasticsearch: shows indices older than they are, and has the policies that this one lacks. */

import { createServer, request } from "node:https";
import { z } from "zod";
import { authority } from "../gateway/certificates";
import { freePorts } from "../gateway/port";
import type { RunningElasticsearch } from "./elasticsearch";

const HOST = "localhost";
const DAY_MS = 24 * 60 * 60 * 1000;

const TEMPLATE = z.looseObject({ settings: z.record(z.string(), z.unknown()) });
type Template = z.infer<typeof TEMPLATE>;

const INDICES = z.record(
  z.string(),
  z.looseObject({ settings: z.record(z.string(), z.unknown()) }),
);

export interface Lens {
  readonly port: number;
  /** In PEM. */
  readonly ca: string;
  /** How many days ago each index was made, by its name; the others are as old as they are. */
  ages: Readonly<Record<string, number>>;
  /** Lifecycle policies by their name. */
  policies: Record<string, unknown>;
  /** Templates that were written, by name, as they came. */
  readonly templates: Record<string, Template>;
  close(): void;
}

/** At noon, UTC, so many days ago. */
export function noon(daysAgo: number): Date {
  const today = new Date();
  today.setUTCHours(12, 0, 0, 0);
  return new Date(today.getTime() - daysAgo * DAY_MS);
}

export async function openLens(behind: RunningElasticsearch): Promise<Lens> {
  const trusted = await authority("lens");
  const { certificate, key } = await trusted.issue("lens", [HOST]);
  const [port = 0] = await freePorts(1);
  const server = createServer({ cert: certificate, key }, (asked, response) => {
    const { method = "", url = "", headers } = asked;
    const parts: Buffer[] = [];
    asked.on("data", (part: Buffer) => parts.push(part));
    asked.once("end", () => {
      const own = policy(method, url);
      if (own !== undefined) {
        response.writeHead(own.status, { "content-type": "application/json" });
        response.end(own.body);
        return;
      }
      const text = keptTemplate(method, url, Buffer.concat(parts).toString());
      const { port: at, ca } = behind;
      const length = Buffer.byteLength(text);
      const passed = {
        ...headers,
        host: HOST,
        ...(length > 0 ? { "content-length": length } : {}),
      };
      const options = { host: HOST, port: at, ca, method, path: url, headers: passed };
      const sent = request(options, (answer) => {
        const answered: Buffer[] = [];
        answer.on("data", (part: Buffer) => answered.push(part));
        answer.once("end", () => {
          response.writeHead(answer.statusCode ?? 502, { "content-type": "application/json" });
          response.end(aged(Buffer.concat(answered).toString()));
        });
      });
      sent.end(text);
    });
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  const lens: Lens = {
    ...{ port, ca: trusted.ca, ages: {}, policies: {}, templates: {} },
    close: () => server.close(),
  };
  return lens;

  function policy(method: string, url: string) {
    const name = /^\/_ilm\/policy\/([^?]+)/.exec(url)?.[1];
    if (name === undefined || method !== "GET") return undefined;
    const found = lens.policies[name];
    return found === undefined
      ? { status: 404, body: "{}" }
      : { status: 200, body: JSON.stringify({ [name]: found }) };
  }

  /** Keeps a template, and leaves out of it what Elasticsearch without lifecycles does not know. */
  function keptTemplate(method: string, url: string, text: string): string {
    const name = /^\/_template\/([^?]+)/.exec(url)?.[1];
    if (name === undefined || method !== "PUT") return text;
    const template = TEMPLATE.parse(JSON.parse(text));
    lens.templates[name] = template;
    const known = Object.entries(template.settings).filter(([key]) => key !== "lifecycle");
    return JSON.stringify({ ...template, settings: Object.fromEntries(known) });
  }

  function aged(text: string): string {
    if (!text.includes("index.creation_date")) return text;
    const indices = INDICES.parse(JSON.parse(text));
    for (const [name, { settings }] of Object.entries(indices)) {
      const age = lens.ages[name];
      if (age !== undefined) settings["index.creation_date"] = `${noon(age).getTime()}`;
    }
    return JSON.stringify(indices);
  }
}
