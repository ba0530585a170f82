/**
 * The external metrics API as the adapter of SWCK serves it, and the resource metrics API as a metrics server does:
 * of pods that have nothing to do.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/adapter/pkg/provider/provider.go
 */

import { type Server, createServer } from "node:https";
import { z } from "zod";
import { listen } from "./listen";
import type { Pair } from "../gateway/certificates";

const PREFIX = "skywalking.apache.org|";
const EXTERNAL = "/apis/external.metrics.k8s.io/v1beta1";
const RESOURCES = "/apis/metrics.k8s.io/v1beta1";

/** Which metric was asked for, and of which service. */
export interface Asked {
  metric: string;
  service: string;
}

export interface Sources {
  /** Where OAP answers GraphQL. */
  oap: string;
  /** Names of the pods in a namespace. */
  pods: (namespace: string) => Promise<string[]>;
}

export class Adapter {
  /** What the last caller wanted. */
  asked: Asked | undefined;
  /** How often it was asked. */
  questions = 0;
  private readonly server: Server;

  constructor(
    { certificate, key }: Pair,
    private readonly sources: Sources,
  ) {
    this.server = createServer({ cert: certificate, key }, (request, response) => {
      const url = new URL(request.url ?? "/", "https://adapter");
      this.answer(url).then(
        (body) => response.writeHead(200, JSON_TYPE).end(JSON.stringify(body)),
        (error: unknown) => {
          const message = `unable to fetch metrics: ${String(error)}`;
          const status = {
            kind: "Status",
            apiVersion: "v1",
            status: "Failure",
            code: 500,
            message,
          };
          response.writeHead(500, JSON_TYPE).end(JSON.stringify(status));
        },
      );
    });
  }

  /** Listens, and returns its port. */
  start(): Promise<number> {
    return listen(this.server);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer({ pathname, searchParams }: URL): Promise<object> {
    const [, group, rest = ""] =
      /^(\/apis\/[^/]+\/v1beta1)(?:\/namespaces\/(.+))?$/.exec(pathname) ?? [];
    const [namespace = "", name = ""] = rest.split("/").map(decodeURIComponent);
    if (group === EXTERNAL && name !== "") {
      const items = [await this.external(name, searchParams.get("labelSelector") ?? "")];
      return {
        kind: "ExternalMetricValueList",
        apiVersion: "external.metrics.k8s.io/v1beta1",
        metadata: {},
        items,
      };
    }
    if (group === RESOURCES && name === "pods") {
      const items = (await this.sources.pods(namespace)).map((name) => idle(namespace, name));
      return { kind: "PodMetricsList", apiVersion: "metrics.k8s.io/v1beta1", metadata: {}, items };
    }
    const groupVersion = (group ?? EXTERNAL).replace("/apis/", "");
    return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources: [] };
  }

  /** The minute before the last; what is not there counts as 0. */
  private async external(name: string, selector: string): Promise<object> {
    this.questions++;
    const service = serviceIn(selector);
    if (!name.startsWith(PREFIX)) throw new Error(`${name} is none of its metrics`);
    this.asked = { metric: name.slice(PREFIX.length), service };
    const now = new Date();
    const answer = await fetch(this.sources.oap, {
      method: "POST",
      headers: JSON_TYPE,
      body: JSON.stringify(questionOf(this.asked, now)),
    });
    const { values } = Answer.parse(await answer.json()).data.result.values;
    const value = Math.max(0, values.at(-2)?.value ?? 0);
    return {
      metricName: name,
      metricLabels: null,
      timestamp: now.toISOString(),
      value: `${value}`,
    };
  }
}

const JSON_TYPE = { "content-type": "application/json" };

const Answer = z.object({
  data: z.object({
    result: z.object({ values: z.object({ values: z.array(z.object({ value: z.number() })) }) }),
  }),
});

/** The name of the service, whose parts may stand in labels of their own. */
function serviceIn(selector: string): string {
  const parts = selector.split(",").flatMap((one) => {
    const [key = "", value = ""] = one.split("=");
    const [word, kind, index = "0"] = key.split(".");
    if (word !== "service") return [];
    const text = kind === "byte" ? Buffer.from(value, "hex").toString() : value;
    return [{ text, index: Number(index) }];
  });
  return parts
    .sort((one, other) => one.index - other.index)
    .map(({ text }) => text)
    .join("");
}

/** What the adapter asks OAP: the values of the last three minutes and of the present one. */
function questionOf({ metric, service }: Asked, now: Date) {
  const minute = (date: Date) => date.toISOString().slice(0, 16).replace("T", " ").replace(":", "");
  return {
    query: `query ($condition: MetricsCondition!, $duration: Duration!) {
      result: readMetricsValues(condition: $condition, duration: $duration) {
        label values { values { id value } }
      }
    }`,
    variables: {
      condition: { name: metric, entity: { scope: "Service", serviceName: service, normal: true } },
      duration: {
        start: minute(new Date(now.getTime() - 3 * 60_000)),
        end: minute(now),
        step: "MINUTE",
      },
    },
  };
}

function idle(namespace: string, name: string): object {
  const containers = [{ name: "satellite", usage: { cpu: "5m", memory: "16Mi" } }];
  return {
    metadata: { name, namespace },
    timestamp: new Date().toISOString(),
    window: "1s",
    containers,
  };
}
