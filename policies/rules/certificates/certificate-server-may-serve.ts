import { list, type Manifest, namespaceOf } from "../../objects";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { hasPrivateKey, secretsIn } from "../../read/volumes";
import { certificateFor } from "../../read/references";
import { each, rule } from "../../rule";
import { oapWith } from "../skywalking/examples";
import { certificateWith } from "./examples";

const SERVER = oapWith(
  { SW_RECEIVER_GRPC_SSL_ENABLED: "true", SW_RECEIVER_GRPC_SSL_KEY_PATH: "/certs/tls.key" },
  {
    container: { volumeMounts: [{ name: "tls", mountPath: "/certs" }] },
    pod: { volumes: [{ name: "tls", secret: { secretName: "oap-tls" } }] },
  },
);

export const certificateServerMayServe = rule({
  name: "certificate-server-may-serve",
  family: "certificates",
  scope: "stack",
  severity: "high",
  title: "What a server and a client with TLS mount is made for that",
  why: "The other side refuses a certificate whose usages are others.",
  remedy: "add server auth or client auth to spec.usages of the Certificate",
  source: "https://cert-manager.io/docs/usage/certificate/",
  bad: [SERVER, certificateWith({ usages: ["client auth"] })],
  good: [SERVER, certificateWith({})],
  check: (object, { stack }) =>
    each(running(object, "oap", "satellite", "elasticsearch", "nginx"), ({ title, spec, pod }) =>
      list(spec.volumeMounts).flatMap(({ name, mountPath }) => {
        const volume = list(pod.spec.volumes).find((one) => one.name === name) ?? {};
        return secretsIn(volume)
          .filter(hasPrivateKey)
          .flatMap((secret) => certificateFor(secret.name, namespaceOf(object), stack) ?? [])
          .flatMap((certificate) => {
            const usages = list(certificate.manifest.spec?.usages);
            return usesOf(spec, String(mountPath))
              .filter((usage) => !usages.includes(usage))
              .map((usage) => `${title} mounts ${certificate.title}, whose usages lack ${usage}`);
          });
      }),
    ),
});

/** What a certificate that is mounted at a path is used for. */
function usesOf(container: Manifest, mountPath: string): string[] {
  const isAt = (name: string) => valueOf(container, name)?.startsWith(`${mountPath}/`);
  const isClient = isAt("SATELLITE_GRPC_CLIENT_KEY_PATH") === true;
  // Members of Elasticsearch are servers and clients of each other.
  const isMember = /elasticsearch/.test(String(container.image));
  return [...(isClient ? [] : ["server auth"]), ...(isClient || isMember ? ["client auth"] : [])];
}
