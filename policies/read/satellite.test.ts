import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { Manifest } from "../objects";
import type { Rule } from "../rule";
import { rightsOfProduct } from "../rules/rbac/rights-of-product";
import { satelliteFindsEveryOap } from "../rules/satellite/satellite-finds-every-oap";
import { satelliteLimitIsItsOwn } from "../rules/satellite/satellite-limit-is-its-own";
import { satelliteNoPprof } from "../rules/satellite/satellite-no-pprof";
import { satelliteProbesItself } from "../rules/satellite/satellite-probes-itself";
import { satelliteQueuesFit } from "../rules/satellite/satellite-queues-fit";
import { satelliteScalesBeforeItRefuses } from "../rules/satellite/satellite-scales-before-it-refuses";
import { satelliteTrustsItsCa } from "../rules/satellite/satellite-trusts-its-ca";
import { networkPolicyOpensNoMore } from "../rules/wiring/network-policy-opens-no-more";
import { objectOf, stackOf } from "../stack";
import { findingsIn, platform } from "../testing";
import { running } from "./products";
import { satelliteSettings } from "./satellite";
import { satelliteWith } from "../rules/satellite/examples";

/** The Satellite of uat, with a change to its rendered file. */
function withFile(change: (file: Manifest) => void): Manifest[] {
  const objects = platform("uat");
  const { data } = objects.find(
    ({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "skywalking-satellite",
  );
  const file = JSON.parse(data["satellite_config.yaml"]);
  change(file);
  data["satellite_config.yaml"] = stringify(file);
  return objects;
}

const RULES: [Rule, (file: Manifest) => void, string][] = [
  [
    satelliteFindsEveryOap,
    ({ sharing }) => (sharing.clients[0].kubernetes_config.selector.label = "app=oap"),
    "Deployment skywalking-satellite: container satellite: it looks for pods with app=oap in uat, and there are none",
  ],
  [
    satelliteFindsEveryOap,
    ({ sharing }) => (sharing.clients[0].kubernetes_config.extra_port.port = 11801),
    "Deployment skywalking-satellite: container satellite: it dials port 11801, which Deployment skywalking-oap does not declare",
  ],
  [
    satelliteLimitIsItsOwn,
    ({ sharing }) => (sharing.servers[0].accept_limit.cpu_utilization = 75),
    "Deployment skywalking-satellite: container satellite: sharing.servers[].accept_limit.cpu_utilization is 75, and measures the node; give 101",
  ],
  [
    satelliteNoPprof,
    ({ telemetry }) => (telemetry.export_type = "${SATELLITE_TYPES:prometheus,pprof}"),
    "Deployment skywalking-satellite: container satellite: telemetry.export_type is prometheus,pprof; leave pprof out",
  ],
  [
    satelliteQueuesFit,
    ({ pipes }) => (pipes[1].gatherer.queue.partition = 8),
    "Deployment skywalking-satellite: container satellite: full queues take 2344 MiB, more than 60 % of 2Gi",
  ],
  [
    satelliteScalesBeforeItRefuses,
    ({ sharing }) => (sharing.servers[0].accept_limit.connection_count = 9),
    "HorizontalPodAutoscaler skywalking-satellite: it scales at 9.999 connections, and Satellite refuses them at 9",
  ],
  [
    satelliteTrustsItsCa,
    ({ sharing }) => (sharing.clients[0].enable_tls = true),
    "Deployment skywalking-satellite: container satellite: sharing.clients[].ca_pem_path is not set",
  ],
  [
    rightsOfProduct,
    ({ sharing }) => (sharing.clients[0].kubernetes_config.namespaces = ["uat", "other"]),
    "Deployment skywalking-satellite: its account may not list, watch pods in other, which its settings call for",
  ],
  [
    rightsOfProduct,
    ({ sharing }) => (sharing.clients[0].finder_type = "static"),
    "Deployment skywalking-satellite: its account may list, watch pods in uat, which its settings do not call for",
  ],
  [
    networkPolicyOpensNoMore,
    ({ sharing }) => (sharing.clients[0].kubernetes_config.extra_port.port = 11801),
    "NetworkPolicy skywalking-satellite: egress lets it out to port 11800 of Deployment skywalking-oap, which it does not dial",
  ],
];

test.each(RULES)("$name judges the mounted file: %#", (rule, change, finding) => {
  expect(findingsIn(rule, platform("uat"))).toEqual([]);
  expect(findingsIn(rule, withFile(change))).toEqual([finding]);
});

test("the probes ask where the mounted file lets it listen", () => {
  const moved = withFile(({ sharing }) => (sharing.servers[0].address = ":11801"));
  expect(findingsIn(satelliteProbesItself, platform("uat"))).toEqual([]);
  const satellite = moved.find(
    ({ kind, metadata }) => kind === "Deployment" && metadata.name === "skywalking-satellite",
  );
  satellite.spec.template.spec.containers[0].readinessProbe = { tcpSocket: { port: 11800 } };
  delete satellite.spec.template.spec.containers[0].startupProbe;
  expect(findingsIn(satelliteProbesItself, moved)).toEqual([
    "Deployment skywalking-satellite: container satellite: readinessProbe asks port 11800, and it listens at 11801 and 1234",
  ]);
});

describe("settings", () => {
  const TEXT =
    "sharing:\n  clients:\n    - server_addr: ${SATELLITE_GRPC_CLIENT:127.0.0.1:11800}\npipes: []\n";
  const settingsOf = (variables: Record<string, Manifest>, text: string | undefined) => {
    const volumes = [{ name: "config", configMap: { name: "satellite" } }];
    const volumeMounts = [{ name: "config", mountPath: "/skywalking/configs" }];
    const satellite = objectOf(
      satelliteWith(variables, { pod: { volumes }, container: { volumeMounts } }),
    );
    const data = { "satellite_config.yaml": text };
    const metadata = { name: "satellite", namespace: "tracing" };
    const map = objectOf({ apiVersion: "v1", kind: "ConfigMap", metadata, data });
    const [found] = running(satellite, "satellite");
    const stack = stackOf(text === undefined ? [satellite] : [satellite, map]);
    return satelliteSettings(found!, satellite, stack);
  };

  test("a placeholder is its variable, or else what stands behind its first colon", () => {
    expect(settingsOf({}, TEXT).text("SATELLITE_GRPC_CLIENT")).toBe("127.0.0.1:11800");
    const given = settingsOf({ SATELLITE_GRPC_CLIENT: "oap:11800" }, TEXT);
    expect(given.text("SATELLITE_GRPC_CLIENT")).toBe("oap:11800");
  });

  test("a variable that comes from elsewhere tells nothing", () => {
    const secret = { SATELLITE_GRPC_CLIENT: { secretKeyRef: { name: "oap", key: "address" } } };
    expect(settingsOf(secret, TEXT).text("SATELLITE_GRPC_CLIENT")).toBeUndefined();
  });

  test("a variable that the mounted file does not name has no effect", () => {
    const settings = settingsOf({ SATELLITE_QUEUE_PARTITION: "8" }, TEXT);
    expect(settings.number("SATELLITE_QUEUE_PARTITION", 4)).toBe(4);
    expect(settings.called("SATELLITE_QUEUE_PARTITION")).toBe("pipes[].gatherer.queue.partition");
  });

  test("without a file the image reads its variables", () => {
    const settings = settingsOf({ SATELLITE_QUEUE_PARTITION: "8" }, undefined);
    expect(settings.number("SATELLITE_QUEUE_PARTITION", 4)).toBe(8);
    expect(settings.called("SATELLITE_QUEUE_PARTITION")).toBe("SATELLITE_QUEUE_PARTITION");
  });

  test("a file that is no YAML tells nothing", () => {
    const settings = settingsOf({ SATELLITE_GRPC_CLIENT: "oap:11800" }, "a: [");
    expect(settings.text("SATELLITE_GRPC_CLIENT")).toBeUndefined();
  });
});
