import { imageOf, type Images } from "../kit/image";
import { CONTAINER_SECURITY } from "../kit/security";
import type { SecretKey } from "../kit/env";
import { truststoreScript } from "../kit/truststore";
import { PATHS, TRUSTSTORE } from "./paths";

/** Makes the Java truststore out of the mounted CA; runs on the image of OAP, which has keytool. */
export function truststoreContainer(version: string, images: Images, password: SecretKey) {
  return {
    name: "truststore",
    ...imageOf("docker.io/apache/skywalking-oap-server", version, images),
    command: ["bash", "-euo", "pipefail", "-c", truststoreScript("PKCS12")],
    args: ["truststore", `${PATHS.storageCa}/ca.crt`, TRUSTSTORE],
    env: [{ name: "STORE_PASSWORD", valueFrom: { secretKeyRef: password } }],
    resources: {
      requests: { cpu: "50m", memory: "64Mi" },
      limits: { cpu: "500m", memory: "256Mi" },
    },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      { name: "storage-ca", mountPath: PATHS.storageCa, readOnly: true },
      { name: "truststore", mountPath: PATHS.truststore },
    ],
  };
}
