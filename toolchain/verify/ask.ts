/** One question over HTTP or HTTPS to the loopback of this machine. */

import { request as plain } from "node:http";
import { request as secured } from "node:https";

export interface Question {
  port: number;
  path: string;
  /** PEM of the CA: then it is asked over TLS, as `localhost`. */
  ca?: string;
  /** `user:password`. */
  login?: string;
  /** JSON to post. */
  body?: string;
}

/** How long an answer may take. */
const ANSWER_MS = 10_000;

export function ask(question: Question): Promise<{ status: number; text: string }> {
  const { port, path, ca, login, body } = question;
  const options = {
    ...{ host: "127.0.0.1", port, path, timeout: ANSWER_MS },
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(login === undefined
        ? {}
        : { authorization: `Basic ${Buffer.from(login).toString("base64")}` }),
    },
  };
  return new Promise((settle, reject) => {
    const sent =
      ca === undefined ? plain(options) : secured({ ...options, ca, servername: "localhost" });
    sent.once("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.once("error", reject);
      answer.once("end", () => settle({ status: answer.statusCode ?? 0, text }));
    });
    sent.once("timeout", () => sent.destroy(new Error(`no answer within ${ANSWER_MS / 1000} s`)));
    sent.once("error", reject);
    sent.end(body);
  });
}
