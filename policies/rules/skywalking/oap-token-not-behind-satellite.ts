import { running } from "../../read/products";
import { variable } from "../../read/variables";
import { each, rule } from "../../rule";
import { satelliteWith } from "../satellite/examples";
import { oapWith } from "./examples";

const TOKEN = { secretKeyRef: { name: "token", key: "token" } };

export const oapTokenNotBehindSatellite = rule({
  name: "oap-token-not-behind-satellite",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  title: "OAP behind a Satellite asks for no agent token",
  why: "Satellite sends the token with streams only: properties, heartbeats and configuration of all agents are refused.",
  remedy: "leave SW_AUTHENTICATION out, and protect the way by mutual TLS and a NetworkPolicy",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/plugins/client/grpc/client_config.go",
  bad: [oapWith({ SW_AUTHENTICATION: TOKEN }), satelliteWith({})],
  good: [oapWith({}), satelliteWith({})],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      if (variable(spec, "SW_AUTHENTICATION") === undefined) return [];
      return stack.pods
        .filter(({ of }) => running(of, "satellite").length > 0)
        .map(
          ({ of }) =>
            `${title}: SW_AUTHENTICATION is set, and ${of.title} does not send a token with every call`,
        );
    }),
});
