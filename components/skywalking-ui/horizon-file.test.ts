import { parse } from "yaml";
import { expect, test } from "vitest";
import { type HorizonSettings, horizonFile, horizonSecrets } from "./horizon-file";

const users = [
  { name: "root", passwordHash: "$argon2id$1", role: "admin" },
  { name: "guest", passwordHash: "$argon2id$2", role: "viewer" },
] as const;
const singleSignOn = {
  providers: [
    {
      id: "keycloak",
      issuer: "https://login.example.com/realms/ops",
      clientId: "horizon",
      clientSecret: "s3cret",
      allowedDomains: ["example.com"],
    },
  ],
} as const;
const settings: HorizonSettings = {
  port: 8081,
  users,
  sessionMinutes: 60,
  zipkin: false,
  admin: false,
  templates: false,
};

test("the least: one port, OAP by its address in the environment, users by their hashes there", () => {
  expect(parse(horizonFile(settings))).toEqual({
    server: { host: "0.0.0.0", port: 8081 },
    oap: { queryUrl: "${HORIZON_OAP_QUERY_URL}" },
    auth: {
      backend: "local",
      local: {
        users: [
          {
            username: "root",
            passwordHash: "${HORIZON_USER_0_PASSWORD_HASH}",
            roles: ["admin"],
          },
          {
            username: "guest",
            passwordHash: "${HORIZON_USER_1_PASSWORD_HASH}",
            roles: ["viewer"],
          },
        ],
      },
    },
    session: { ttlMinutes: 60, cookieSecure: false },
  });
});

test("a line each, with an end, so that a difference is seen where it is", () => {
  expect(horizonFile({ ...settings, users: [] })).toBe(`{
  "server": {
    "host": "0.0.0.0",
    "port": 8081
  },
  "oap": {
    "queryUrl": "\${HORIZON_OAP_QUERY_URL}"
  },
  "auth": {
    "backend": "local",
    "local": {
      "users": []
    }
  },
  "session": {
    "ttlMinutes": 60,
    "cookieSecure": false
  }
}
`);
});

test("Zipkin and the admin port of OAP are named when they are there", () => {
  expect(parse(horizonFile({ ...settings, zipkin: true, admin: true })).oap).toEqual({
    queryUrl: "${HORIZON_OAP_QUERY_URL}",
    adminUrl: "${HORIZON_OAP_ADMIN_URL}",
    zipkinUrl: "${HORIZON_OAP_ZIPKIN_URL}",
  });
});

test("cookies stay with TLS when people come by TLS", () => {
  const session = (address: string) => parse(horizonFile({ ...settings, address })).session;
  expect(session("https://ui.example.com").cookieSecure).toBe(true);
  expect(session("http://ui.example.com").cookieSecure).toBe(false);
});

test("identity providers send people back to the public address, as viewers", () => {
  const file = parse(
    horizonFile({ ...settings, singleSignOn, users: [], address: "https://ui.example.com" }),
  );
  expect(file.server.publicUrl).toBe("https://ui.example.com");
  expect(file.auth).toEqual({
    backend: "local",
    local: { users: [] },
    sso: {
      providers: [
        {
          id: "keycloak",
          kind: "oidc",
          issuer: "https://login.example.com/realms/ops",
          clientId: "horizon",
          clientSecret: "${HORIZON_SSO_0_CLIENT_SECRET}",
          allowedDomains: ["example.com"],
        },
      ],
      roles: { defaultRoles: ["viewer"], roleByEmail: {}, roleByDomain: {} },
    },
  });
});

test("people of an identity provider have roles by address and by domain", () => {
  const roles = {
    role: "maintainer",
    roleByEmail: { "root@example.com": "admin" },
    roleByDomain: { "example.com": "operator" },
  } as const;
  const file = parse(horizonFile({ ...settings, singleSignOn: { ...singleSignOn, ...roles } }));
  expect(file.auth.sso.roles).toEqual({
    defaultRoles: ["maintainer"],
    roleByEmail: { "root@example.com": ["admin"] },
    roleByDomain: { "example.com": ["operator"] },
  });
});

test.each([
  [true, "live"],
  [false, "readonly"],
])("dashboards with the admin port (%s) are %s", (admin, mode) => {
  expect(parse(horizonFile({ ...settings, admin, templates: true })).templates).toEqual({ mode });
});

test("every secret that the file refers to is there, and none stands in the file", () => {
  const secrets = horizonSecrets({ users, singleSignOn });
  expect(secrets).toEqual({
    HORIZON_USER_0_PASSWORD_HASH: "$argon2id$1",
    HORIZON_USER_1_PASSWORD_HASH: "$argon2id$2",
    HORIZON_SSO_0_CLIENT_SECRET: "s3cret",
  });
  const file = horizonFile({ ...settings, singleSignOn });
  const named = [...file.matchAll(/\$\{(HORIZON_(?:USER|SSO)_[A-Z0-9_]+)\}/g)].map(([, n]) => n);
  expect(named).toEqual(Object.keys(secrets));
  for (const secret of Object.values(secrets)) expect(file).not.toContain(secret);
});
