import { z } from "zod";
import { RELEASES } from "../versions";
import { count, objectName, optional, resources, text } from "./fields";

/** OAP's own metrics, in OAP. */
export const selfObservability = z.strictObject({
  version: optional(
    text.meta({
      description: "Version of the OpenTelemetry Collector.",
      default: RELEASES.otelCollector.version,
    }),
  ),
  service: optional(
    text.meta({ description: "Name that all OAP have as a service.", default: "oap-server" }),
  ),
  intervalSeconds: optional(
    count(1, 60).meta({ description: "Time between two looks, in seconds.", default: 10 }),
  ),
  identity: optional(
    objectName.describe("Secret with tls.crt and tls.key, where oap.mtls asks for a certificate."),
  ),
  resources: optional(
    resources.describe("What it may use. Default: 50m to 500m CPU, 96Mi to 256Mi."),
  ),
});
