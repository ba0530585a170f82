import * as pulumi from "@pulumi/pulumi";
import { CURL_CONFIG } from "./prepare";

/**
 * A node has started once it knows the master of its cluster, is ready as long as it does (without
 * one it answers clients with errors), and is alive while its port accepts connections. The state of
 * the indices does not matter: a lost shard must not keep a node from serving all others.
 * @param url where clients reach the cluster, such as `https://elasticsearch.tracing.svc:9200`
 */
export function probes(url: pulumi.Input<string>) {
  const joined = {
    exec: { command: curl(pulumi.interpolate`${url}/_cluster/health?master_timeout=3s`, 4) },
    timeoutSeconds: 5,
  };
  return {
    startupProbe: { ...joined, periodSeconds: 5, failureThreshold: 120 },
    readinessProbe: { ...joined, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { tcpSocket: { port: "http" }, periodSeconds: 20, failureThreshold: 6 },
  };
}

/** Seconds from the request to stop until the kill, as ECK has it: preStop and the shutdown itself. */
export const GRACE_SECONDS = 180;

/**
 * Lets clients go before the node stops. In a cluster it also waits, two minutes at most, until every
 * shard has its copy again, so that a rolling update does not take two copies of one shard.
 */
export function preStop(url: pulumi.Input<string>, nodes: number) {
  if (nodes === 1) return { exec: { command: ["sleep", "5"] } };
  const green = pulumi.interpolate`${url}/_cluster/health?wait_for_status=green&timeout=120s`;
  const [command, ...options] = curl(green, 125);
  return { exec: { command: ["sh", "-c", 'sleep 5; exec "$@"', "sh", command, ...options] } };
}

function curl(url: pulumi.Input<string>, maxSeconds: number): [string, ...pulumi.Input<string>[]] {
  const options = ["--silent", "--show-error", "--fail", "--output", "/dev/null"];
  return ["curl", "--config", CURL_CONFIG, ...options, "--max-time", `${maxSeconds}`, url];
}
