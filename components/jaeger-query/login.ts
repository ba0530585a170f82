import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Endpoint, endpointAt } from "../kit/endpoint";
import { envVars } from "../kit/env";
import { publicUrl } from "../kit/exposure";
import { imageOf } from "../kit/image";
import { JAEGER_PORTS } from "../kit/jaeger/ports";
import type { ListeningPort } from "../kit/otel/listening";
import type { Problem } from "../kit/refusal";
import { CONTAINER_SECURITY } from "../kit/security";
import { isVersion } from "../kit/version";
import type { JaegerLogin } from "./args";
import type { Settled } from "./settled";

/** Where oauth2-proxy answers; people come in there alone. */
export const LOGIN_PORT: ListeningPort = {
  name: "http-login",
  port: JAEGER_PORTS.login,
  protocol: "TCP",
  appProtocol: "http",
};

/** File with what is secret of its settings, beside its variables. */
const FILE = { folder: "/etc/oauth2-proxy", name: "secrets.cfg" } as const;

/** Content of the Secret; cookies are sealed with a random key of 32 bytes. */
export function loginSecret({ clientSecret }: JaegerLogin, cookie: pulumi.Input<string>) {
  const lines = { client_secret: clientSecret, cookie_secret: cookie };
  const file = pulumi.output(lines).apply((known) =>
    Object.entries(known)
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
      .join(""),
  );
  return { [FILE.name]: pulumi.secret(file) };
}

/** The volume of the container. */
export function loginVolume(secretName: pulumi.Input<string>) {
  return { name: "oauth2-proxy", secret: { secretName } };
}

/**
 * The container of oauth2-proxy: what it lets through goes to the page in the same pod.
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/v7.15.3/docs/docs/configuration/overview.md
 */
export function loginContainer(
  login: JaegerLogin,
  { basePath, exposure, images }: Settled,
): k8s.types.input.core.v1.Container {
  const prefix = `${basePath === "/" ? "" : basePath}/oauth2`;
  const healthy = (path: string) => ({
    httpGet: { path, port: LOGIN_PORT.name },
    timeoutSeconds: 3,
  });
  return {
    name: "oauth2-proxy",
    ...imageOf("quay.io/oauth2-proxy/oauth2-proxy", `v${login.version}`, images),
    args: [`--config=${FILE.folder}/${FILE.name}`],
    ports: [{ name: LOGIN_PORT.name, containerPort: LOGIN_PORT.port, protocol: "TCP" }],
    env: envVars({
      OAUTH2_PROXY_HTTP_ADDRESS: `0.0.0.0:${LOGIN_PORT.port}`,
      OAUTH2_PROXY_UPSTREAMS: `http://127.0.0.1:${JAEGER_PORTS.query}`,
      OAUTH2_PROXY_REVERSE_PROXY: "true",
      OAUTH2_PROXY_PROXY_PREFIX: prefix,
      OAUTH2_PROXY_REDIRECT_URL: `${publicUrl(exposure) ?? ""}${prefix}/callback`,
      OAUTH2_PROXY_PROVIDER: "oidc",
      OAUTH2_PROXY_OIDC_ISSUER_URL: login.issuer,
      OAUTH2_PROXY_CLIENT_ID: login.clientId,
      OAUTH2_PROXY_COOKIE_SECURE: "true",
      OAUTH2_PROXY_COOKIE_SAMESITE: "lax",
      OAUTH2_PROXY_CODE_CHALLENGE_METHOD: "S256",
      OAUTH2_PROXY_EMAIL_DOMAINS: login.emailDomains.join(","),
    }),
    resources: {
      requests: { cpu: "20m", memory: "64Mi" },
      limits: { cpu: "200m", memory: "64Mi" },
    },
    securityContext: CONTAINER_SECURITY,
    startupProbe: {
      ...healthy("/ping"),
      timeoutSeconds: 2,
      periodSeconds: 2,
      failureThreshold: 30,
    },
    readinessProbe: { ...healthy("/ready"), periodSeconds: 5, failureThreshold: 3 },
    livenessProbe: { ...healthy("/ping"), periodSeconds: 10, failureThreshold: 6 },
    volumeMounts: [{ name: "oauth2-proxy", mountPath: FILE.folder, readOnly: true }],
  };
}

/** Where the identity provider is. */
export function issuerOf({ issuer }: JaegerLogin): Endpoint[] {
  if (!isHttps(issuer)) return [];
  const { hostname, port } = new URL(issuer);
  return [endpointAt(hostname, port === "" ? 443 : Number(port), "https")];
}

/** Checks for `refuse`. */
export function loginChecks({ login, exposure }: Settled): (true | Problem)[] {
  if (login === undefined) return [];
  const address = publicUrl(exposure);
  return [
    isVersion(login.version) || {
      field: "login.version",
      got: login.version,
      want: "a version of oauth2-proxy such as 7.15.3",
    },
    isHttps(login.issuer) || {
      field: "login.issuer",
      got: login.issuer,
      want: "an address that starts with https://",
    },
    address?.startsWith("https:") === true || {
      field: "exposure",
      got: exposure,
      want: 'an "ingress" with tlsSecret, or a "gateway" of https, with login: people come back to an address',
    },
  ];
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}
