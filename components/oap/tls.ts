import type { Env } from "../kit/env";
import type { Problem } from "../kit/refusal";
import type { CaBundle, Certificate } from "../kit/tls";
import { whole } from "../kit/whole";
import { PATHS } from "./paths";
import { RECEIVER_PORT } from "./ports";

/** The gRPC server. */
export interface GrpcSettings {
  /**
   * TLS on 11800, for agents and for OAP among itself; one pod only: several would look for their
   * own addresses in each other's certificate, and none has them. They take `mtls`.
   * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/grpc-security/
   */
  tls?: Certificate;
  /** Largest message, in MiB. @default 50 */
  maxMessageMebibytes?: number;
  /** Calls at once on one connection. @default no limit */
  maxConcurrentCalls?: number;
  /** @default OAP's own choice */
  threads?: number;
}

/**
 * A second gRPC server for agents, on 11801, behind TLS. 11800 is then for the OAP pods alone.
 */
export interface ReceiverTls {
  certificate: Certificate;
  /** Which agents may come; without a certificate of theirs it is TLS, not mTLS. */
  clientCa: CaBundle | { kind: "none" };
}

/** What decides about the gRPC servers. */
interface Servers {
  grpc: GrpcSettings;
  mtls?: ReceiverTls;
}

/** Variables of the gRPC servers. */
export function grpcEnv({ grpc, mtls }: Servers): Env {
  const limits = {
    MAX_MESSAGE_SIZE: grpc.maxMessageMebibytes && grpc.maxMessageMebibytes * 1024 * 1024,
    MAX_CONCURRENT_CALL: grpc.maxConcurrentCalls,
    THREAD_POOL_SIZE: grpc.threads,
  };
  return {
    ...limited("SW_CORE_GRPC", limits),
    ...(grpc.tls === undefined
      ? {}
      : {
          ...served("SW_CORE_GRPC", PATHS.grpc),
          // OAP exits at the start without it, even when it is alone.
          SW_CORE_GRPC_SSL_TRUSTED_CA_PATH: `${PATHS.grpc}/ca.crt`,
        }),
    ...(mtls === undefined
      ? {}
      : {
          SW_RECEIVER_GRPC_PORT: `${RECEIVER_PORT}`,
          ...limited("SW_RECEIVER_GRPC", limits),
          ...served("SW_RECEIVER_GRPC", PATHS.receiver),
          ...(mtls.clientCa.kind === "none"
            ? {}
            : { SW_RECEIVER_GRPC_SSL_TRUSTED_CAS_PATH: `${PATHS.clients}/ca.crt` }),
        }),
  };
}

/** Checks for `refuse`. */
export function grpcChecks({ grpc }: Servers, isCluster: boolean): (true | Problem)[] {
  return [
    grpc.tls === undefined ||
      !isCluster || {
        field: "grpc.tls",
        got: "set for more than one pod",
        want: "mtls instead: pods reach each other by address, and no certificate has those",
      },
    whole("grpc.maxMessageMebibytes", grpc.maxMessageMebibytes, { least: 1, most: 2047 }),
    whole("grpc.maxConcurrentCalls", grpc.maxConcurrentCalls, { least: 1 }),
    whole("grpc.threads", grpc.threads, { least: 1 }),
  ];
}

function served(prefix: string, folder: string): Env {
  return {
    [`${prefix}_SSL_ENABLED`]: "true",
    [`${prefix}_SSL_KEY_PATH`]: `${folder}/tls.key`,
    [`${prefix}_SSL_CERT_CHAIN_PATH`]: `${folder}/tls.crt`,
  };
}

function limited(prefix: string, limits: Readonly<Record<string, number | undefined>>): Env {
  return Object.fromEntries(
    Object.entries(limits).flatMap(([name, value]) =>
      value === undefined ? [] : [[`${prefix}_${name}`, `${value}`]],
    ),
  );
}
