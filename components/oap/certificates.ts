import * as pulumi from "@pulumi/pulumi";
import { type CaBundle, type Certificate, certificateObject, secretOf } from "../kit/tls";
import { named, type Own } from "./own";

/** The certificates that cert-manager is to make, by the suffix of their names. */
export function certificates(own: Own) {
  const { grpc, mtls } = own.settled;
  return [
    ...certificate(own, "-grpc", grpc.tls),
    ...certificate(own, "-receiver", mtls?.certificate),
  ];
}

/** What verifies the port of agents; absent without TLS. */
export function caOf({ name, settled: { grpc, mtls } }: Own): CaBundle | undefined {
  const key = "ca.crt";
  if (mtls !== undefined)
    return { kind: "secret", name: secretOf(mtls.certificate, `${name}-receiver`), key };
  return grpc.tls && { kind: "secret", name: secretOf(grpc.tls, `${name}-grpc`), key };
}

function certificate(own: Own, suffix: string, of: Certificate | undefined) {
  if (of?.kind !== "certManager") return [];
  const { namespace } = own.settled;
  const names = [own.name, `${own.name}-members`].flatMap((service) => [
    pulumi.interpolate`${service}.${namespace}.svc`,
    pulumi.interpolate`${service}.${namespace}.svc.cluster.local`,
  ]);
  return [
    {
      suffix,
      certificate: certificateObject(named(own, suffix), of.issuer, names),
    },
  ];
}
