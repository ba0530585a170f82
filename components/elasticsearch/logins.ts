import * as pulumi from "@pulumi/pulumi";
import type { Labels } from "../kit/labels";
import type { Credentials } from "../kit/store";
import type { OwnElasticsearch, Settled } from "./args";
import { PATHS } from "./prepare";
import { realmFiles } from "./realm";
import { CLIENT_ROLE, roleOf } from "./roles";

/** One who may log in. */
export interface Login {
  user: string;
  password: pulumi.Input<string>;
  /** @default that of clients */
  role?: string;
}

interface Metadata {
  namespace: pulumi.Input<string>;
  labels: Labels["labels"];
}

/**
 * The clients' user, and the one whom it replaces.
 * @param generated the random password of a user, which keeps its value as long as it is asked for
 */
export function clientLogins(
  { user, password, retiring }: Settled<OwnElasticsearch>,
  generated: (user: string) => pulumi.Output<string>,
): [Login, ...Login[]] {
  const before = retiring && {
    user: retiring.user,
    password: retiring.password ?? generated(retiring.user),
  };
  const current = { user, password: password ?? generated(user) };
  return before === undefined ? [current] : [current, before];
}

/** The users that have indices of their own. */
export function otherLogins(
  { others }: Settled<OwnElasticsearch>,
  generated: (user: string) => pulumi.Output<string>,
): Login[] {
  return others.map(({ user, password }) => ({
    user,
    password: password ?? generated(user),
    role: roleOf(user),
  }));
}

/** Secret of one user. ECK reads it too, with the role. */
export function loginSecret(metadata: Metadata, { user: username, password }: Login, role = "") {
  const roles = role === "" ? {} : { roles: role };
  const stringData = { username, password, ...roles };
  return { metadata, type: "kubernetes.io/basic-auth", stringData };
}

/** Secret of a client's user. */
export function clientSecret(metadata: Metadata, login: Login) {
  return loginSecret(metadata, login, login.role ?? CLIENT_ROLE);
}

/** The Secret of one user, as clients take it. */
export function credentialsIn(name: pulumi.Input<string>): Credentials {
  return { username: { name, key: "username" }, password: { name, key: "password" } };
}

/**
 * Secret of everybody who may log in to nodes of our own. Its name stays, because running nodes mount
 * it, and they know the name beforehand: what reads the name of an object that is deleted before it is
 * replaced, Pulumi replaces as well.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/deletebeforereplace/
 */
export function realmSecret(
  name: string,
  metadata: Metadata,
  who: { clients: Login[]; probe: pulumi.Output<string>; tls: boolean },
) {
  const { clients, probe, tls } = who;
  const ca = tls ? { ca: `${PATHS.config}/certs/ca.crt` } : {};
  const stringData = pulumi
    .all([metadata.namespace, clients, probe])
    .apply(([namespace, logins, secret]) =>
      realmFiles({ name, namespace, clients: logins, probe: secret, ...ca }),
    );
  return {
    metadata: { ...metadata, name: `${name}-realm` },
    stringData: pulumi.secret(stringData),
  };
}
