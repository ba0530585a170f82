import { list } from "../../objects";
import { nearest } from "../../parse/nearest";
import { running, versionOf } from "../../read/products";
import { each, rule } from "../../rule";
import oap101 from "./data/oap-10.1.0.json";
import oap104 from "./data/oap-10.4.0.json";
import { oapWith } from "./examples";

/** Every variable that the configuration of a minor version reads. */
const NAMES: Readonly<Record<string, ReadonlySet<string>>> = {
  "10.1": new Set(oap101.names),
  "10.4": new Set(oap104.names),
};

/** bydb.yml of 10.4 is not part of application.yml. */
const BANYANDB = /^SW_STORAGE_BANYANDB_[A-Z_]+$/;

const NONE: readonly string[] = [];

export const oapVariableExists = rule({
  name: "oap-variable-exists",
  family: "skywalking",
  scope: "resource",
  severity: "high",
  settings: { own: NONE },
  meaning: {
    own: "variables beginning with SW_ that a mounted configuration file of your own reads",
  },
  title: "OAP reads every SW_ variable that it is given",
  why: "A misspelt name has no effect and no message.",
  remedy: "use a name of application.yml of that version",
  source:
    "https://github.com/apache/skywalking/blob/v10.4.0/oap-server/server-starter/src/main/resources/application.yml",
  bad: [oapWith({ SW_CORE_RECORD_DATA_TLL: "3" })],
  good: [oapWith({ SW_CORE_RECORD_DATA_TTL: "3" })],
  check: (object, { settings }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const version = versionOf(spec.image)?.slice(0, 2).join(".") ?? "";
      const names = NAMES[version];
      if (names === undefined) return [];
      return list(spec.env)
        .map(({ name }) => String(name))
        .filter((name) => name.startsWith("SW_") && !names.has(name))
        .filter(
          (name) => !settings.own.includes(name) && !(version === "10.4" && BANYANDB.test(name)),
        )
        .map((name) => {
          const close = nearest(name, [...names]);
          return `${title}: OAP ${version} does not read ${name}${close === undefined ? "" : `; give ${close}, if that is meant`}`;
        });
    }),
});
