/** What people break by hand: `make verify` names it, and is content once the cures were taken. */

import { beforeAll, describe, expect, test } from "vitest";
import { isNamed } from "../place";
import { eventually } from "../wait";
import { BEHIND_GATEWAY, kubectl, real } from "./platform";

const scale = (workload: string, replicas: number) =>
  kubectl("scale", workload, `--replicas=${replicas}`);

/** Asks Elasticsearch as its superuser, who may do what nobody should. */
async function elasticsearch(method: string, path: string): Promise<string> {
  const password = await real.secret("skywalking-elasticsearch-superuser", "password");
  const curl = ["curl", "--silent", "--show-error", "--fail", "--insecure", "--request", method];
  const place = ["--user", `elastic:${password}`, `https://localhost:9200${path}`];
  return kubectl("exec", "skywalking-elasticsearch-0", "--", ...curl, ...place);
}

/** What is wrong and what to do, without what differs from run to run. */
async function findings(): Promise<Record<string, readonly [string, string]>> {
  const found = await real.findings();
  return Object.fromEntries(
    found.map(({ what, seen, cure = "" }) => [plain(what), [plain(seen), plain(cure)]]),
  );
}

const plain = (text: string): string =>
  text
    .replace(/skywalking-oap-[0-9a-f]{8,10}-[a-z0-9]{5}/g, "skywalking-oap-<pod>")
    .replace(/-(init|client)-[0-9a-z]{8}/g, "-$1-<id>")
    .replace(/[0-9]+ templates, [0-9]+ indices/, "<some>")
    .replace(/-[0-9]{8}/g, "-<day>");

/** The one object that has this name, or one that Pulumi made of it. */
async function named(kind: string, name: string): Promise<string> {
  const all = (await kubectl("get", kind, "--output=name")).trim().split("\n");
  const found = all.filter((one) => isNamed(one.split("/")[1] ?? "", name));
  expect(found).toHaveLength(1);
  return String(found[0]);
}

const STORE = "statefulset/skywalking-elasticsearch";
const OAP = "deployment/skywalking-oap";
/** Workloads that write to the storage or read from it. */
const CLIENTS = ["skywalking-oap", "jaeger-collector", "jaeger-query"];
const scaled = (workload: string) =>
  `kubectl -n tracing scale ${workload} --replicas=<as configured>`;

describe("what was broken by hand", () => {
  beforeAll(async () => {
    real.configure(BEHIND_GATEWAY);
    await real.up();
    await eventually(async () => expect(await real.findings()).toEqual([]));
  });

  test("a storage that is stopped", async () => {
    await scale(STORE, 0);
    const gone = ["0 of 0 pods ready", `${STORE} makes no pods: ${scaled(STORE)}`];
    const unserved = CLIENTS.map((client) => [
      `Deployment ${client} to skywalking-elasticsearch:9200`,
      [
        "no pod behind it is ready",
        `Deployment ${client} has lost its peer: bring the pods of Service skywalking-elasticsearch in tracing back first`,
      ],
    ]);
    await eventually(
      async () =>
        expect(await findings()).toEqual({
          "Service skywalking-elasticsearch": gone,
          "Service skywalking-elasticsearch-nodes": gone,
          ...Object.fromEntries(unserved),
          "schema in skywalking-elasticsearch": [
            "no pod of it is ready",
            "the storage cannot be asked: kubectl -n tracing logs the pods of skywalking-elasticsearch",
          ],
          "health of skywalking-oap-<pod>": [
            "503",
            "its storage cannot be reached: check the pods of the storage, its password and its certificate; kubectl -n tracing logs skywalking-oap-<pod>",
          ],
        }),
      300,
    );
  });

  test("is content when it runs again", async () => {
    await scale(STORE, 1);
    await eventually(async () => expect(await findings()).toEqual({}), 300);
  });

  /** What the tests from here on have broken so far. */
  const broken: Record<string, readonly [string, string]> = {};
  const again = "then make refresh up";

  test("a schema that is half made", async () => {
    await elasticsearch("DELETE", "/_index_template/sw_segment");
    await elasticsearch("DELETE", "/sw_zipkin_span-*");
    broken["schema in skywalking-elasticsearch"] = [
      "<some>; no index of sw_zipkin_span; no template for sw_segment-<day>",
      `it is half made: delete what is left (DELETE _index_template/sw_*), kubectl -n tracing delete job skywalking-oap-init-<id>, ${again}`,
    ];
    expect(await findings()).toEqual(broken);
  });

  test("components that have lost their peers", async () => {
    const elsewhere = [{ op: "replace", path: "/spec/ports/0/targetPort", value: 9201 }];
    const service = "skywalking-elasticsearch";
    await kubectl("patch", "service", service, "--type=json", `-p=${JSON.stringify(elsewhere)}`);
    await scale(OAP, 0);
    const anew = `kubectl -n tracing delete service ${service}, ${again}`;
    broken[`Service ${service}`] = [
      "1 of 1 pods ready, but 9200 leads to no port of theirs",
      `its ports are not those of its pods: ${anew}`,
    ];
    for (const client of CLIENTS)
      broken[`Deployment ${client} to ${service}:9200`] = [
        "port 9200 leads nowhere",
        `Deployment ${client} has lost its peer: ${anew}`,
      ];
    for (const name of ["skywalking-oap", "skywalking-oap-members", "skywalking-oap-telemetry"])
      broken[`Service ${name}`] = ["0 of 0 pods ready", `${OAP} makes no pods: ${scaled(OAP)}`];
    for (const [client, service, port] of [
      ["skywalking-gateway", "skywalking-oap-members", 11800],
      ["skywalking-gateway", "skywalking-oap", 12800],
      ["skywalking-so11y", "skywalking-oap-members", 11800],
    ] as const)
      broken[`Deployment ${client} to ${service}:${port}`] = [
        "no pod behind it is ready",
        `Deployment ${client} has lost its peer: bring the pods of Service ${service} in tracing back first`,
      ];
    broken["pods of skywalking-oap"] = [
      "0 of 0 ready",
      `somebody scaled it to nothing: ${scaled(OAP)}`,
    ];
    await eventually(async () => expect(await findings()).toEqual(broken));
  });

  test("a password that the storage does not know", async () => {
    const secret = await named("secret", "skywalking-elasticsearch-client");
    const wrong = { stringData: { password: "wrong" } };
    await kubectl("patch", secret, `-p=${JSON.stringify(wrong)}`);
    broken["schema in skywalking-elasticsearch"] = [
      "the user or the password is refused",
      `OAP fails at its next start: kubectl -n tracing delete secret skywalking-elasticsearch-client-<id>, ${again}`,
    ];
    expect(await findings()).toEqual(broken);
  });

  test("is content when all that it said was done", async () => {
    await elasticsearch("DELETE", "/_index_template/sw_*");
    await kubectl("delete", await named("job", "skywalking-oap-init"));
    await kubectl("delete", await named("secret", "skywalking-elasticsearch-client"));
    await kubectl("delete", "service", "skywalking-elasticsearch");
    await scale(OAP, 1);
    await real.refresh();
    await real.up();
    await eventually(async () => expect(await findings()).toEqual({}), 300);
  }, 1_200_000);
});
