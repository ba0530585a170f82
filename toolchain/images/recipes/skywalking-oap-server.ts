import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { BASE } from "../layers/base";
import { filesLayer } from "../layers/files";
import { JAVA, JAVA_HOME } from "../layers/java";
import { fetchMaven, mavenRecipe } from "../layers/maven";
import { OAL_FILES } from "../oap/oal";
import type { Layer, Recipe } from "../recipe";

const FILES = join(__dirname, "..", "oap");
/** Native parts for other systems, and an older copy of the TLS library that the BOM does not reach. */
const UNWANTED = /osx|windows|aarch_64|tcnative-boringssl-static-2\.0\.52/;

/** Folders that OAP looks for, though nothing is in them. */
const RULES = [
  ...["openapi-definitions", "ui-initialized-templates"],
  ...["log-mal-rules", "telegraf-rules", "zabbix-rules"],
];

const JARS: Layer = {
  name: "skywalking-oap-libs",
  recipe: [mavenRecipe("oap"), `${UNWANTED}`],
  async build({ root, log }) {
    const libs = join(root, "skywalking", "oap-libs");
    mkdirSync(libs, { recursive: true });
    await fetchMaven("oap", libs, { log, unwanted: UNWANTED });
  },
};

/**
 * Its configuration is ours, because no package has the official one: every variable of 10.1.0 with its
 * default, the rules for traces, topology and OAP itself, and no others.
 * @see https://github.com/apache/skywalking/blob/v10.1.0/docker/oap/Dockerfile
 */
export const SKYWALKING_OAP_SERVER: Recipe = {
  name: "docker.io/apache/skywalking-oap-server:10.1.0",
  layers: [
    BASE,
    JAVA,
    JARS,
    filesLayer("skywalking-oap-config", {
      from: join(FILES, "config"),
      at: "skywalking/config",
      texts: Object.fromEntries(
        Object.entries(OAL_FILES).map(([name, text]) => [`oal/${name}`, text]),
      ),
      folders: RULES,
    }),
    filesLayer("skywalking-oap-start", {
      from: join(FILES, "start"),
      at: "skywalking",
      folders: ["ext-config", "ext-libs", "bin"],
    }),
  ],
  start: {
    entrypoint: ["bash", "docker-entrypoint.sh"],
    workingDir: "/skywalking",
    env: {
      PATH: `/skywalking/bin:${JAVA_HOME}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      JAVA_HOME,
      JAVA_OPTS: " -Xms2G ",
      SKYWALKING_HOME: "/skywalking",
    },
    ports: [12800, 11800, 1234],
  },
};
