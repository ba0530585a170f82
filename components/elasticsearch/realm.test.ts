import { pbkdf2Sync } from "node:crypto";
import { expect, test } from "vitest";
import { type Realm, realmFiles } from "./realm";

const REALM: Realm = {
  name: "es",
  namespace: "tracing",
  clients: [
    { user: "next", password: "one" },
    { user: "skywalking", password: "two" },
  ],
  probe: "three",
};

/** Name, salt and hash of each user. */
async function usersOf(realm: Realm) {
  const { users } = await realmFiles(realm);
  return users
    .trimEnd()
    .split("\n")
    .map((line) => /^(.+):\{PBKDF2\}10000\$([^$]{44})\$([^$]{44})$/.exec(line)?.slice(1));
}

test("users have hashes that Elasticsearch verifies: PBKDF2 with SHA-512, 10000 rounds, 256 bits", async () => {
  const users = await usersOf(REALM);
  expect(users.map((user) => user?.[0])).toEqual(["next", "skywalking", "kube-tracing-probe"]);
  for (const [index, password] of ["one", "two", "three"].entries()) {
    const salt = Buffer.from(users[index]![1]!, "base64");
    const hash = pbkdf2Sync(password, salt, 10_000, 32, "sha512").toString("base64");
    expect(users[index]![2]).toBe(hash);
  }
});

test("a password that stays changes nothing, and each has a salt of its own", async () => {
  expect(await realmFiles(REALM)).toEqual(await realmFiles(REALM));
  const all = [
    ...(await usersOf(REALM)),
    ...(await usersOf({ ...REALM, name: "other" })),
    ...(await usersOf({ ...REALM, namespace: "other" })),
  ];
  expect(new Set(all.map((user) => user?.[1])).size).toBe(9);
});

test("clients have their role, and the probes theirs", async () => {
  const { users_roles } = await realmFiles(REALM);
  expect(users_roles).toBe("client:next,skywalking\nprobe:kube-tracing-probe\n");
});

test("who has a role of his own has that one alone", async () => {
  const clients = [...REALM.clients, { user: "jaeger", password: "four", role: "client-jaeger" }];
  const { users_roles } = await realmFiles({ ...REALM, clients });
  expect(users_roles).toBe(
    "client:next,skywalking\nclient-jaeger:jaeger\nprobe:kube-tracing-probe\n",
  );
});

test("curl calls its own node as the user of the probes, and trusts its CA when there is one", async () => {
  const options = 'user = "kube-tracing-probe:three"\nconnect-to = "::localhost:"\n';
  expect((await realmFiles(REALM))["curl.conf"]).toBe(options);
  expect((await realmFiles({ ...REALM, ca: "/certs/ca.crt" }))["curl.conf"]).toBe(
    `${options}cacert = "/certs/ca.crt"\n`,
  );
});
