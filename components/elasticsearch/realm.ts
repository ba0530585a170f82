import { CLIENT_ROLE, PROBE_ROLE } from "./roles";

/** Asks a node from inside of its pod how it is, and may do nothing else. */
export const PROBE_USER = "kube-tracing-probe";

/** Who may log in to which Elasticsearch. */
export interface Realm {
  name: string;
  namespace: string;
  /** Without a role of their own, they have that of clients. */
  clients: readonly { user: string; password: string; role?: string }[];
  /** Password of the user that the probes call with. */
  probe: string;
  /** File with the CA of the node; absent without TLS. */
  ca?: string;
}

/**
 * The files of the file realm, which Elasticsearch reads again within seconds after they have
 * changed, and the options with which curl calls its own node, wherever the URL points.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/file-realm.html
 */
export async function realmFiles({ name, namespace, clients, probe, ca }: Realm) {
  const logins = [...clients, { user: PROBE_USER, password: probe }];
  const users = logins.map(async ({ user, password }) => {
    return `${user}:${await hashed(password, `${namespace}/${name}/${user}`)}\n`;
  });
  const names = (role: string) => clients.filter((one) => (one.role ?? CLIENT_ROLE) === role);
  const roles = [CLIENT_ROLE, ...clients.flatMap(({ role }) => role ?? [])];
  const lines = roles.map(
    (role) =>
      `${role}:${names(role)
        .map(({ user }) => user)
        .join(",")}\n`,
  );
  const trust = ca === undefined ? "" : `cacert = "${ca}"\n`;
  return {
    users: (await Promise.all(users)).join(""),
    users_roles: `${lines.join("")}${PROBE_ROLE}:${PROBE_USER}\n`,
    "curl.conf": `user = "${PROBE_USER}:${probe}"\nconnect-to = "::localhost:"\n${trust}`,
  };
}

const ROUNDS = 10_000;
const BITS = 256;

/**
 * As Elasticsearch itself writes `pbkdf2_10000`. The salt is no secret, it need only be its own: it
 * follows from whose password it is, so that nothing changes as long as the password stays.
 * @see https://github.com/elastic/elasticsearch/blob/v8.18.8/x-pack/plugin/core/src/main/java/org/elasticsearch/xpack/core/security/authc/support/Hasher.java
 */
async function hashed(password: string, whose: string): Promise<string> {
  const { subtle } = globalThis.crypto;
  const [name, hash, usage] = ["PBKDF2", "SHA-512", "deriveBits"] as const;
  const salt = await subtle.digest("SHA-256", Buffer.from(whose));
  const key = await subtle.importKey("raw", Buffer.from(password), name, false, [usage]);
  const bits = await subtle.deriveBits({ name, hash, salt, iterations: ROUNDS }, key, BITS);
  const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString("base64");
  return `{PBKDF2}${ROUNDS}$${base64(salt)}$${base64(bits)}`;
}
