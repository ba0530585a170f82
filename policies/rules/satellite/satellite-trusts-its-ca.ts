import { list } from "../../objects";
import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { variable } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { satelliteWith } from "./examples";

const TLS = { SATELLITE_GRPC_ENABLE_TLS: "true" };

export const satelliteTrustsItsCa = rule({
  name: "satellite-trusts-its-ca",
  family: "satellite",
  scope: "stack",
  severity: "high",
  title: "With TLS, Satellite reads the certificate of its CA and checks that of OAP",
  why: "The variable is really spelt SATELLITE_grpc_CA_PEM_PATH; in capitals it has no effect.",
  remedy:
    "set SATELLITE_grpc_CA_PEM_PATH to a mounted file, and leave SATELLITE_GRPC_INSECURE_SKIP_VERIFY out",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/configs/satellite_config.yaml#L118",
  bad: [satelliteWith({ ...TLS, SATELLITE_GRPC_CA_PEM_PATH: "/ca/ca.crt" })],
  good: [
    satelliteWith(
      { ...TLS, SATELLITE_grpc_CA_PEM_PATH: "/ca/ca.crt" },
      { container: { volumeMounts: [{ name: "ca", mountPath: "/ca" }] } },
    ),
  ],
  check: (object, { stack }) =>
    each(running(object, "satellite"), (satellite) => {
      const { title, spec } = satellite;
      const settings = satelliteSettings(satellite, object, stack);
      const isOn = settings.text("SATELLITE_GRPC_ENABLE_TLS") === "true";
      const path = settings.text("SATELLITE_grpc_CA_PEM_PATH");
      const isMounted = list(spec.volumeMounts).some(({ mountPath }) =>
        path?.startsWith(String(mountPath)),
      );
      return [
        ...when(
          variable(spec, "SATELLITE_GRPC_CA_PEM_PATH") !== undefined,
          `${title}: SATELLITE_GRPC_CA_PEM_PATH is not read; give SATELLITE_grpc_CA_PEM_PATH`,
        ),
        ...when(
          isOn && path === undefined,
          `${title}: ${settings.called("SATELLITE_grpc_CA_PEM_PATH")} is not set`,
        ),
        ...when(
          isOn && path !== undefined && !isMounted,
          `${title}: ${settings.called("SATELLITE_grpc_CA_PEM_PATH")} is ${path}, and nothing is mounted there`,
        ),
        ...when(
          isOn && settings.text("SATELLITE_GRPC_INSECURE_SKIP_VERIFY") === "true",
          `${title}: ${settings.called("SATELLITE_GRPC_INSECURE_SKIP_VERIFY")} is true`,
        ),
      ];
    }),
});
