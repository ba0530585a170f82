import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

const METADATA = { name: "oap", namespace: "tracing" };

/** A Certificate that is as it should be, with fields of its own. */
export function certificateWith(spec: Manifest): Manifest {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: METADATA,
    spec: {
      secretName: "oap-tls",
      dnsNames: ["oap.tracing.svc"],
      duration: "2160h",
      renewBefore: "720h",
      usages: ["server auth"],
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "tracing-ca" },
      ...spec,
    },
  };
}

/** A Deployment that mounts a certificate, with fields of the mount and of its pods. */
export function mounting(
  mount: Manifest = {},
  template: Manifest = {},
  image = "docker.io/apache/skywalking-satellite:v1.3.0",
): Manifest {
  const base = deploymentWith(
    {},
    {
      containers: [
        { name: "oap", image, volumeMounts: [{ name: "tls", mountPath: "/certs", ...mount }] },
      ],
      volumes: [{ name: "tls", secret: { secretName: "oap-tls" } }],
    },
  );
  const metadata = { ...base.spec.template.metadata, ...template };
  return { ...base, spec: { ...base.spec, template: { ...base.spec.template, metadata } } };
}
