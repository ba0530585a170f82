import * as pulumi from "@pulumi/pulumi";
import { type Endpoint, endpointAt, urlOf } from "../kit/endpoint";
import type { Env } from "../kit/env";
import { type Exposure, publicUrl } from "../kit/exposure";
import type { Problem } from "../kit/refusal";
import { mostOf } from "../kit/scale";
import { mebibytes, type Resources } from "../kit/size";
import { isAtLeast, majorOf } from "../kit/version";
import {
  HORIZON_ADDRESSES,
  horizonFile,
  type HorizonLogin,
  horizonSecrets,
  type OidcProvider,
  type SingleSignOn,
} from "./horizon-file";
import type { Asked, DataVolume, Page, UiBackend } from "./page";

/** @see https://github.com/apache/skywalking-horizon-ui/blob/v0.7.0/Dockerfile */
export const HORIZON_PORTS = { http: 8081 } as const;

/** The page of SkyWalking 11 with its own sign-in. */
export interface HorizonUi extends HorizonLogin {
  kind: "horizon";
  /** How long someone who does nothing stays signed in, in minutes. @default 60 */
  sessionMinutes?: number;
  /** Keeps the audit log when the pod goes. @default gone with the pod */
  volume?: DataVolume;
}

const RESOURCES = {
  requests: { cpu: "100m", memory: "512Mi" },
  limits: { cpu: "1", memory: "1Gi" },
} as const satisfies Resources;

const OWNED = {
  [HORIZON_ADDRESSES.query]: "oap.rest",
  [HORIZON_ADDRESSES.admin]: "oap.admin",
  [HORIZON_ADDRESSES.zipkin]: "oap.zipkin",
  HORIZON_CONFIG: "the fields of flavor",
  HORIZON_SERVER_HOST: "nothing: it listens on every address of the pod",
  HORIZON_SERVER_PORT: "nothing: the port is 8081",
  NODE_OPTIONS: "resources.limits.memory for the heap",
} as const;

/** The same page, with everything secret marked so: arguments stand in the state of the stack. */
export function sealed({ users, singleSignOn, ...flavor }: HorizonUi): HorizonUi {
  const sealedUsers = users.map(({ passwordHash, ...user }) => ({
    ...user,
    passwordHash: pulumi.secret(passwordHash),
  }));
  if (singleSignOn === undefined) return { ...flavor, users: sealedUsers };
  const [first, ...others] = singleSignOn.providers;
  const seal = ({ clientSecret, ...provider }: OidcProvider) => ({
    ...provider,
    clientSecret: pulumi.secret(clientSecret),
  });
  const providers = [seal(first), ...others.map(seal)] as const;
  return { ...flavor, users: sealedUsers, singleSignOn: { ...singleSignOn, providers } };
}

/**
 * The page of SkyWalking 11, in Node.js. Sessions are in its memory, so there is one pod, and a new
 * one starts after the old one has gone.
 * @see https://github.com/apache/skywalking-horizon-ui/blob/v0.7.0/docs/setup/container-image.md
 */
export function horizonPage(flavor: HorizonUi, asked: Asked): Page {
  const { version, oap, exposure, resources = RESOURCES } = asked;
  const { users, singleSignOn, sessionMinutes = 60, volume } = flavor;
  const address = publicUrl(exposure);
  const secrets = horizonSecrets(flavor);
  return {
    checks: checks(flavor, asked, resources),
    owned: { ...OWNED, ...Object.fromEntries(Object.keys(secrets).map((key) => [key, "flavor"])) },
    tag: `horizon-${version}`,
    ports: HORIZON_PORTS,
    resources,
    env: {
      NODE_OPTIONS: `--max-old-space-size=${Math.floor(mebibytes(resources.limits.memory) * 0.75)}`,
      ...addresses(oap),
    },
    secrets,
    file: {
      folder: "/app",
      name: "horizon.yaml",
      content: horizonFile({
        port: HORIZON_PORTS.http,
        users,
        sessionMinutes,
        zipkin: oap.zipkin !== undefined,
        admin: oap.admin !== undefined,
        templates: isAtLeast(version, "1.0.0"),
        ...(singleSignOn === undefined ? {} : { singleSignOn }),
        ...(address === undefined ? {} : { address }),
      }),
    },
    data: { folder: "/data", ...(volume === undefined ? {} : { volume }) },
    probes: {
      startupProbe: { ...healthy("/api/health"), periodSeconds: 5, failureThreshold: 24 },
      readinessProbe: { ...healthy("/api/auth/health"), periodSeconds: 10, failureThreshold: 3 },
      livenessProbe: { tcpSocket: { port: "http" }, periodSeconds: 20, failureThreshold: 3 },
    },
    strategy: { type: "Recreate" },
    callees: [oap.rest, oap.zipkin, oap.admin, ...providersOf(singleSignOn)].filter(
      (callee) => callee !== undefined,
    ),
  };
}

function checks(
  { users, singleSignOn, sessionMinutes = 60 }: HorizonUi,
  { version, oap, scale, exposure }: Asked,
  { limits }: Resources,
): (true | Problem)[] {
  return [
    isAtLeast(version, "0.7.0") || {
      field: "version",
      got: version,
      want: "a version of Horizon, 0.7.0 or later",
    },
    majorOf(oap.version) >= 10 || {
      field: "oap.version",
      got: oap.version,
      want: "10.0.0 or later, which Horizon needs",
    },
    users.length > 0 ||
      singleSignOn !== undefined || {
        field: "flavor.users",
        got: users,
        want: "one user or more, or singleSignOn: nobody could sign in",
      },
    sessionMinutes >= 1 || {
      field: "flavor.sessionMinutes",
      got: sessionMinutes,
      want: "1 or more",
    },
    mostOf(scale) <= 1 || {
      field: "scale",
      got: scale,
      want: "one replica: Horizon keeps sessions in the memory of its pod",
    },
    mebibytes(limits.memory) >= 512 || {
      field: "resources.limits.memory",
      got: limits.memory,
      want: "512Mi or more",
    },
    ...(singleSignOn === undefined ? [] : signOnChecks(singleSignOn, version, exposure)),
  ];
}

function signOnChecks(
  { providers }: SingleSignOn,
  version: string,
  exposure: Exposure,
): (true | Problem)[] {
  return [
    isAtLeast(version, "1.0.0") || {
      field: "flavor.singleSignOn",
      got: `set for Horizon ${version}`,
      want: "version 1.0.0 or later with it",
    },
    publicUrl(exposure) !== undefined || {
      field: "exposure.kind",
      got: exposure.kind,
      want: '"ingress" or "gateway" with singleSignOn: people come back to an address',
    },
    ...providers.map(
      ({ issuer }, index) =>
        isHttps(issuer) || {
          field: `flavor.singleSignOn.providers[${index}].issuer`,
          got: issuer,
          want: "an address that starts with https://",
        },
    ),
  ];
}

function addresses({ rest, admin, zipkin }: UiBackend): Env {
  return {
    [HORIZON_ADDRESSES.query]: urlOf(rest),
    ...(admin === undefined ? {} : { [HORIZON_ADDRESSES.admin]: urlOf(admin) }),
    ...(zipkin === undefined
      ? {}
      : { [HORIZON_ADDRESSES.zipkin]: pulumi.interpolate`${urlOf(zipkin)}/zipkin` }),
  };
}

/** Where the identity providers are. */
function providersOf(singleSignOn: SingleSignOn | undefined): Endpoint[] {
  const issuers = (singleSignOn?.providers ?? []).map(({ issuer }) => issuer).filter(isHttps);
  return issuers.map((issuer) => {
    const { hostname, port } = new URL(issuer);
    return endpointAt(hostname, port === "" ? 443 : Number(port), "https");
  });
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}

function healthy(path: string) {
  return { httpGet: { path, port: "http" }, timeoutSeconds: 5 };
}
