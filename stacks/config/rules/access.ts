import { z } from "zod";
import { mostOf } from "../../../components/kit/scale";
import { scale } from "../fields";
import type { At, Finding, Path, Rule } from "./rule";

/** Who gets in, and by which port. */
export const ACCESS_RULES: readonly Rule[] = [
  nodePorts,
  uiCallers,
  agentCallers,
  oneWayIn,
  gatewayIdentity,
  horizonSessions,
];

const NODE_PORTS = [
  "skywalking.oap.exposure.grpc",
  "skywalking.oap.exposure.rest",
  "skywalking.oap.exposure.naming",
  "skywalking.gateway.exposure.grpc",
  "skywalking.gateway.exposure.rest",
  "skywalking.gateway.exposure.naming",
  "skywalking.ui.exposure.nodePort",
  "jaeger.query.exposure.nodePort",
] as const satisfies Path[];

function nodePorts(at: At): Finding[] {
  const given = NODE_PORTS.map((path) => ({ path, port: at(path, z.number()) }));
  return given.flatMap(({ path, port }, index) => {
    const same = given.slice(0, index).find((other) => other.port === port);
    return port === undefined || same === undefined
      ? []
      : [{ path, want: `another port; platform.${same.path} has this one` }];
  });
}

const none = z.exactOptional(z.tuple([]));
const NODES = "the networks of nodes and users, such as [{ kind: cidrs, cidrs: [10.0.0.0/8] }]";
const CONTROLLER = "the namespace of its controller, such as [{ kind: namespaces, labels: { … } }]";

/** Policies close what nobody is named for. */
function uiCallers(at: At): Finding[] {
  const path = "skywalking.ui.callers";
  const kind = at("skywalking.ui.exposure.kind", z.enum(["nodePort", "ingress", "gateway"]));
  const closed = at("skywalking.ui", z.looseObject({ callers: none })) !== undefined;
  return kind !== undefined && closed
    ? [{ path, want: kind === "nodePort" ? NODES : CONTROLLER }]
    : [];
}

function agentCallers(at: At): Finding[] {
  return (["skywalking.oap", "skywalking.gateway"] as const)
    .filter((path) => at(`${path}.exposure.kind`, z.literal("nodePort")) !== undefined)
    .flatMap((path) =>
      (["callers", "readers"] as const)
        .filter((who) => at(path, z.looseObject({ [who]: none })) !== undefined)
        .map((who): Finding => ({ path: `${path}.${who}`, want: NODES })),
    );
}

/** What comes in beside the gateway is not balanced by it. */
function oneWayIn(at: At): Finding[] {
  const path = "skywalking.oap.exposure.kind";
  const isBeside = at(path, z.enum(["nodePort", "loadBalancer"])) !== undefined;
  const want = "clusterIP, and skywalking.gateway.exposure: agents come in by the gateway";
  return isBeside && at("skywalking.gateway", z.looseObject({})) !== undefined
    ? [{ path, want }]
    : [];
}

/** An OAP that asks clients for a certificate asks the gateway. */
function gatewayIdentity(at: At): Finding[] {
  const asks = at("skywalking.oap.mtls.clientCa.kind", z.enum(["secret", "configMap"]));
  const path = "skywalking.gateway.identity";
  const shows = at("skywalking.gateway", z.looseObject({ identity: z.exactOptional(z.never()) }));
  const want = "the name of a Secret, because skywalking.oap.mtls.clientCa asks for a certificate";
  return asks !== undefined && shows !== undefined ? [{ path, want }] : [];
}

/** Horizon keeps sessions in memory. */
function horizonSessions(at: At): Finding[] {
  const horizon = at("skywalking.ui.flavor.kind", z.literal("horizon")) !== undefined;
  const given = at("skywalking.ui.scale", scale);
  if (!horizon || given === undefined || mostOf(given) === 1) return [];
  const field = given.kind === "fixed" ? "replicas" : "max";
  const want = "1, because the horizon UI keeps sessions in memory";
  return [{ path: `skywalking.ui.scale.${field}`, want }];
}
