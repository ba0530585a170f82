/** The programs that the tests of index care run. */

import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDERS } from "../../toolchain/folders";
import { fetchMaven, mavenRecipe } from "../../toolchain/images/layers/maven";
import { goBuild } from "../../toolchain/tools/build";
import type { Tool } from "../../toolchain/tools/tool";

export const ELASTICSEARCH_VERSION = "7.17.29";
const JAEGER_VERSION = "1.76.0";

/** What Jaeger's images run, from the module in which they were last together with Jaeger 1. */
export const JAEGER_ES_TOOLS: Tool = {
  name: "jaeger-es-tools",
  binaries: ["es-index-cleaner", "es-rollover"],
  build: goBuild(JAEGER_VERSION, 2, [
    {
      module: "jaeger",
      packages: {
        "es-index-cleaner": "github.com/jaegertracing/jaeger/cmd/es-index-cleaner",
        "es-rollover": "github.com/jaegertracing/jaeger/cmd/es-rollover",
      },
      variables: {},
    },
  ]),
};

const ZIP = `elasticsearch-${ELASTICSEARCH_VERSION}.zip`;

/** The distribution as it comes, which is unpacked where it runs. */
export const ELASTICSEARCH: Tool = {
  name: "elasticsearch",
  binaries: [ZIP],
  build: {
    version: ELASTICSEARCH_VERSION,
    recipe: JSON.stringify(mavenRecipe("elasticsearch")),
    about: "from Maven Central",
    async run({ work, into, log }) {
      const fetched = join(work, "fetched");
      await fetchMaven("elasticsearch", fetched, { log, unwanted: /^$/ });
      copyFileSync(join(fetched, ZIP), join(into, ZIP));
    },
  },
};

export const ELASTICSEARCH_ZIP = join(FOLDERS.bin, ZIP);

/** Path of the program of an image. */
export function programOf(image: string): string {
  const name = /\/jaeger-(es-[a-z-]+):/.exec(image)?.[1];
  if (name === undefined) throw new Error(`${image} is none of Jaeger's tools`);
  return join(FOLDERS.bin, name);
}
