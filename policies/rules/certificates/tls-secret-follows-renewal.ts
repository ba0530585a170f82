import { containersIn, list } from "../../objects";
import { secretsIn } from "../../read/volumes";
import { each, rule } from "../../rule";
import { mounting } from "./examples";

export const tlsSecretFollowsRenewal = rule({
  name: "tls-secret-follows-renewal",
  family: "certificates",
  scope: "resource",
  severity: "high",
  title: "TLS Secrets are mounted as folders",
  why: "A mount with subPath never changes: the pod goes on with a certificate that has ended.",
  remedy: "mount the volume without subPath, at a folder of its own",
  source:
    "https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod",
  bad: [mounting({ subPath: "tls.crt" })],
  good: [mounting()],
  check: (object) =>
    each(containersIn(object), ({ title, spec, pod }) =>
      list(spec.volumeMounts)
        .filter(({ subPath, subPathExpr }) => subPath || subPathExpr)
        .filter(({ name, subPath }) => {
          const volume = list(pod.spec.volumes).find((one) => one.name === name) ?? {};
          return secretsIn(volume).some(
            (secret) =>
              /(tls|cert|ca)/.test(secret.name) || /\.(crt|key|pem|p12|jks)$/.test(String(subPath)),
          );
        })
        .map(
          ({ name, mountPath }) =>
            `${title} mounts the Secret of volume ${name} at ${mountPath} by subPath, so it never sees a renewal`,
        ),
    ),
});
