/** OAP as far as the metrics adapter of SWCK asks it: answers that were recorded, with other numbers. */

import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { LOOPBACK } from "../../toolchain/cluster/ports";
import { listen } from "./listen";

/** The one metric and the one service that this OAP knows. */
const KNOWN = {
  metric: "satellite_service_grpc_connect_count",
  service: "satellite::satellite-service",
};

const Question = z.object({
  variables: z.object({
    condition: z.object({ name: z.string(), entity: z.object({ serviceName: z.string() }) }),
    duration: z.object({ start: z.string(), end: z.string(), step: z.literal("MINUTE") }),
  }),
});

export class RecordedOap {
  /** Connections of one Satellite, on average; 0 is also what OAP says of a service that it does not know. */
  connections = 0;

  private readonly server = createServer((request, answer) => {
    void json(request).then((question) => {
      answer.setHeader("content-type", "application/json");
      answer.end(JSON.stringify({ data: { result: this.result(question) } }));
    });
  });

  /** Listens, and returns where. */
  async start(): Promise<string> {
    return `http://${LOOPBACK}:${await listen(this.server)}/graphql`;
  }

  /** From now on nobody answers. */
  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Four minutes, the present one without a value yet. */
  private result(question: unknown) {
    const { condition, duration } = Question.parse(question).variables;
    const { name, entity } = condition;
    const isKnown = name === KNOWN.metric && entity.serviceName === KNOWN.service;
    const value = isKnown ? this.connections : 0;
    const id = Buffer.from(entity.serviceName).toString("base64");
    const minutes = [duration.start, "", "", duration.end].map((minute) =>
      minute.replace(/\D/g, ""),
    );
    const values = [value, value, value, 0].map((value, at) => ({
      id: `${minutes[at] ?? ""}_${id}.1`,
      value,
    }));
    return { label: null, values: { values } };
  }
}
