import { imageOf, type Images } from "../kit/image";
import { CONTAINER_SECURITY } from "../kit/security";
import type { SecretKey } from "../kit/env";
import { PATHS, TRUSTSTORE } from "./paths";

/**
 * Puts every certificate of a PEM bundle into the truststore: keytool alone takes only the first. It
 * begins anew each time, because the volume outlives a restart of the node.
 */
const SCRIPT = `rm -f "$2"
number=0
while IFS= read -r line || [ -n "$line" ]; do
  case "$line" in
    *"BEGIN CERTIFICATE"*) pem="$line"$'\\n' ;;
    *"END CERTIFICATE"*)
      printf '%s%s\\n' "$pem" "$line" | keytool -importcert -noprompt -alias "ca-$number" \\
        -keystore "$2" -storetype PKCS12 -storepass:env STORE_PASSWORD
      number=$((number + 1)) ;;
    *) pem="\${pem:-}$line"$'\\n' ;;
  esac
done < "$1"
[ "$number" -gt 0 ] || { echo "$1 has no certificate" >&2; exit 1; }
`;

/** Makes the Java truststore out of the mounted CA; runs on the image of OAP, which has keytool. */
export function truststoreContainer(version: string, images: Images, password: SecretKey) {
  return {
    name: "truststore",
    ...imageOf("docker.io/apache/skywalking-oap-server", version, images),
    command: ["bash", "-euo", "pipefail", "-c", SCRIPT],
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
