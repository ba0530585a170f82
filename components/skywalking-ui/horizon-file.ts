import type * as pulumi from "@pulumi/pulumi";

/** What one may see and change, least first. @see https://github.com/apache/skywalking-horizon-ui/blob/v0.7.0/docs/access-control/rbac.md */
export type HorizonRole = "viewer" | "maintainer" | "operator" | "admin";

/** Somebody who signs in with a password. */
export interface HorizonUser {
  name: string;
  /** Argon2id hash of the password, `$argon2id$v=19$…`, as the `argon2` command prints it with `-id -e`. */
  passwordHash: pulumi.Input<string>;
  role: HorizonRole;
}

/** An identity provider that speaks OpenID Connect, such as Keycloak, Okta, Entra or Google. */
export interface OidcProvider {
  /** Short name, unique; also the label of the button. */
  id: string;
  /** `https://login.example.com/realms/ops`; endpoints and keys are discovered from it. */
  issuer: string;
  clientId: string;
  /** Without quotes and backslashes: Horizon pastes it into its configuration. */
  clientSecret: pulumi.Input<string>;
  /** Mail domains that may sign in, such as `example.com`: a public provider knows everyone. */
  allowedDomains: readonly [string, ...string[]];
}

/** Sign-in by identity providers. Register `<address of the page>/api/auth/oidc/callback` with each. */
export interface SingleSignOn {
  providers: readonly [OidcProvider, ...OidcProvider[]];
  /** Role of everyone without a role of their own. @default "viewer" */
  role?: HorizonRole;
  /** Roles by mail address; they win over those by domain. */
  roleByEmail?: Readonly<Record<string, HorizonRole>>;
  /** Roles by mail domain. */
  roleByDomain?: Readonly<Record<string, HorizonRole>>;
}

/** Who may sign in: some users, an identity provider, or both. */
export interface HorizonLogin {
  users: readonly HorizonUser[];
  /** Needs Horizon 1.0.0 and an address: an Ingress or a Gateway. */
  singleSignOn?: SingleSignOn;
}

/** What `horizon.yaml` is made of. Secrets and addresses of OAP come from the environment. */
export interface HorizonSettings extends HorizonLogin {
  port: number;
  sessionMinutes: number;
  /** Which addresses the environment gives, besides that of OAP's REST. */
  zipkin: boolean;
  admin: boolean;
  /** Address that people type; absent when the exposure decides none. */
  address?: string;
  /** Whether the version knows where dashboards may be kept: Horizon 1.0.0 and later. */
  templates: boolean;
}

/** Names in the environment that `horizon.yaml` refers to. */
export const HORIZON_ADDRESSES = {
  query: "HORIZON_OAP_QUERY_URL",
  admin: "HORIZON_OAP_ADMIN_URL",
  zipkin: "HORIZON_OAP_ZIPKIN_URL",
} as const;

/**
 * Content of `/app/horizon.yaml`, in the part of YAML that is JSON. Horizon refuses unknown keys, so
 * only keys that the version knows may stand here.
 * @see https://github.com/apache/skywalking-horizon-ui/blob/v0.7.0/apps/bff/src/config/schema.ts
 */
export function horizonFile(settings: HorizonSettings): string {
  const { port, users, singleSignOn, sessionMinutes, address } = settings;
  const file = {
    server: {
      host: "0.0.0.0",
      port,
      ...(singleSignOn === undefined ? {} : { publicUrl: address }),
    },
    oap: {
      queryUrl: fromEnv(HORIZON_ADDRESSES.query),
      ...(settings.admin ? { adminUrl: fromEnv(HORIZON_ADDRESSES.admin) } : {}),
      ...(settings.zipkin ? { zipkinUrl: fromEnv(HORIZON_ADDRESSES.zipkin) } : {}),
    },
    auth: {
      backend: "local",
      local: {
        users: users.map(({ name, role }, index) => ({
          username: name,
          passwordHash: fromEnv(hashName(index)),
          roles: [role],
        })),
      },
      ...(singleSignOn === undefined ? {} : { sso: sso(singleSignOn) }),
    },
    session: {
      ttlMinutes: sessionMinutes,
      cookieSecure: address?.startsWith("https:") ?? false,
    },
    // In OAP 11 by its admin port, else as they come with Horizon; `live` shows none without it.
    ...(settings.templates ? { templates: { mode: settings.admin ? "live" : "readonly" } } : {}),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** The secrets of a login, each by the name in the environment that `horizon.yaml` refers to. */
export function horizonSecrets({ users, singleSignOn }: HorizonLogin) {
  const hashes = users.map(({ passwordHash }, index) => [hashName(index), passwordHash] as const);
  const clients = (singleSignOn?.providers ?? []).map(
    ({ clientSecret }, index) => [clientName(index), clientSecret] as const,
  );
  return Object.fromEntries([...hashes, ...clients]);
}

function sso({ providers, role, roleByEmail, roleByDomain }: SingleSignOn) {
  return {
    providers: providers.map(({ id, issuer, clientId, allowedDomains }, index) => ({
      id,
      kind: "oidc",
      issuer,
      clientId,
      clientSecret: fromEnv(clientName(index)),
      allowedDomains,
    })),
    roles: {
      defaultRoles: [role ?? "viewer"],
      roleByEmail: inLists(roleByEmail),
      roleByDomain: inLists(roleByDomain),
    },
  };
}

const hashName = (user: number) => `HORIZON_USER_${user}_PASSWORD_HASH`;
const clientName = (provider: number) => `HORIZON_SSO_${provider}_CLIENT_SECRET`;
const fromEnv = (name: string) => `\${${name}}`;

function inLists(roles: Readonly<Record<string, HorizonRole>> = {}) {
  return Object.fromEntries(Object.entries(roles).map(([who, role]) => [who, [role]]));
}
