import { expect, test } from "vitest";
import { parse } from "yaml";
import { PROBE_ROLES_YML, rolesYml } from "./roles";

test("clients may do what OAP does, with the indices of the pattern only", () => {
  expect(rolesYml({ indexPattern: "sw_*" })).toBe(`client:
  cluster: ["monitor","manage_index_templates"]
  indices:
    - names: ["sw_*"]
      privileges: ["read","write","manage"]
`);
});

test("other users have a role each, for indices of their own, and policies where they need them", () => {
  const others = [
    { user: "jaeger", indexPattern: "jaeger-*" },
    { user: "logs", indexPattern: "logs-*", lifecycle: "on" },
  ] as const;
  const { client, ...roles } = parse(rolesYml({ indexPattern: "sw_*" }, others));
  expect(client.indices[0].names).toEqual(["sw_*"]);
  expect(roles).toEqual({
    "client-jaeger": {
      cluster: ["monitor", "manage_index_templates"],
      indices: [{ names: ["jaeger-*"], privileges: ["read", "write", "manage"] }],
    },
    "client-logs": {
      cluster: ["monitor", "manage_index_templates", "manage_ilm"],
      indices: [{ names: ["logs-*"], privileges: ["read", "write", "manage"] }],
    },
  });
});

test("the file is YAML", () => {
  expect(parse(rolesYml({ indexPattern: "uat_*" }))).toEqual({
    client: {
      cluster: ["monitor", "manage_index_templates"],
      indices: [{ names: ["uat_*"], privileges: ["read", "write", "manage"] }],
    },
  });
});

test("the probes may ask how the cluster is, and nothing else", () => {
  expect(parse(PROBE_ROLES_YML)).toEqual({ probe: { cluster: ["monitor"] } });
});
