import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../endpoint";
import type { SecretKey } from "../env";
import type { Gate } from "../store";
import type { CaBundle } from "../tls";
import { FILES } from "./folders";

type Source = k8s.types.input.core.v1.VolumeProjection;

/** What a pod needs besides its configuration to use a store, Kafka or Prometheus. */
export interface Parts {
  /** Files of the settings volume. */
  sources: Source[];
  /** Every place that is called. */
  callees: readonly Endpoint[];
  /** What runs before Jaeger. */
  gate?: Gate;
}

/** Nothing. */
export const NO_PARTS: Parts = { sources: [], callees: [] };

/** All of them together; at most one has a gate. */
export function joined(parts: readonly Parts[]): Parts {
  const gate = parts.find((part) => part.gate !== undefined)?.gate;
  return {
    sources: parts.flatMap(({ sources }) => sources),
    callees: [...new Set(parts.flatMap(({ callees }) => callees))],
    ...(gate === undefined ? {} : { gate }),
  };
}

/** A CA as a file of the settings volume. */
export function caSource(ca: CaBundle | undefined, file: keyof typeof FILES): Source[] {
  if (ca === undefined) return [];
  return [{ [ca.kind]: { name: ca.name, items: [{ key: ca.key, path: FILES[file] }] } }];
}

/** One key of a Secret as a file of the settings volume. */
export function secretSource(secret: SecretKey, file: keyof typeof FILES): Source {
  return { secret: { name: secret.name, items: [{ key: secret.key, path: FILES[file] }] } };
}

/** The server's certificate and key as files of the settings volume. */
export function certificateSource(secret: pulumi.Input<string>): Source {
  const items = [
    { key: "tls.crt", path: FILES.certificate },
    { key: "tls.key", path: FILES.key },
  ];
  return { secret: { name: secret, items } };
}
