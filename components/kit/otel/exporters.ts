import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../endpoint";
import { type Delivery, retryOnFailure, sendingQueue } from "./queue";
import type { Parts, Setting, Settings } from "./settings";
import { clientTls, type ClientFiles } from "./tls";

/** Where OTLP goes. */
export interface OtlpTarget extends Delivery {
  /** Of a headless Service, calls are shared among all pods behind it. */
  to: Endpoint;
  /** What verifies the server, where it speaks TLS. @default public CAs */
  tls?: ClientFiles;
  /** What each call carries, such as `{ authentication: fromEnv("OAP_TOKEN") }`. */
  headers?: Parts[string];
  /** Longest wait for an answer, in seconds. @default 10 */
  timeoutSeconds?: number;
}

/**
 * Settings of the exporter for OTLP over gRPC: calls are shared among all addresses that the name has.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/otlpexporter/README.md
 */
export function otlpExporter(target: OtlpTarget): Settings {
  const { to } = target;
  return {
    // The name is looked up anew whenever a connection ends.
    endpoint: pulumi.interpolate`dns:///${to.address}`,
    balancer_name: "round_robin",
    ...common(target),
  };
}

/**
 * Settings of the exporter for OTLP over HTTP.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/exporter/otlphttpexporter/README.md
 */
export function otlpHttpExporter(target: OtlpTarget): Settings {
  const scheme = isSecure(target.to) ? "https" : "http";
  return { endpoint: pulumi.interpolate`${scheme}://${target.to.address}`, ...common(target) };
}

/** What all spans of one trace, or of one service, have in common. */
export type RoutingKey = "traceID" | "service";

/**
 * Settings of the exporter that sends all spans of a trace to the same pod, for what needs whole traces.
 * `to` must be a headless Service: each address is a server of its own.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/exporter/loadbalancingexporter/README.md
 */
export function loadBalancingExporter(
  target: OtlpTarget,
  routingKey: RoutingKey = "traceID",
): Settings {
  const { to } = target;
  return {
    routing_key: routingKey,
    protocol: { otlp: common(target) },
    resolver: { dns: { hostname: to.host, port: `${to.port}` } },
  };
}

function common(target: OtlpTarget): Settings {
  const { to, tls, headers, timeoutSeconds = 10 } = target;
  const files: Setting = clientTls(isSecure(to) ? (tls ?? {}) : undefined);
  return {
    tls: files,
    ...(headers === undefined ? {} : { headers }),
    timeout: `${timeoutSeconds}s`,
    compression: "gzip",
    sending_queue: sendingQueue(target.queue),
    retry_on_failure: retryOnFailure(target),
  };
}

function isSecure({ speaks }: Endpoint): boolean {
  return speaks === "grpcs" || speaks === "https";
}
