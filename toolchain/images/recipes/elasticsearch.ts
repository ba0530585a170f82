import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../command";
import { sha256OfFolder, sha256OfSource } from "../hash";
import { BASE } from "../layers/base";
import { JAVA, JAVA_HOME } from "../layers/java";
import { fetchMaven, mavenRecipe } from "../layers/maven";
import { filesLayer } from "../layers/files";
import type { Layer, LayerJob, Recipe } from "../recipe";

const VERSION = "7.17.29";
const HOME = "usr/share/elasticsearch";
const FILES = join(__dirname, "..", "elasticsearch");
const CONFIG = join(FILES, "config");
/** Folders that the program writes to; the group of root may as well, for clusters that choose the user. */
const WRITABLE = ["config", "data", "logs", "plugins"];
const WINDOWS = /\.(bat|exe)$/;

/** The program of the distribution, told that it is in a container, and our settings for one. */
const PROGRAM: Layer = {
  name: "elasticsearch",
  recipe: [sha256OfSource(__filename), mavenRecipe("elasticsearch"), sha256OfFolder(CONFIG)],
  owner: { user: "1000:0", folders: [HOME] },
  modes: Object.fromEntries(WRITABLE.map((folder) => [`${HOME}/${folder}`, "g=u"])),
  build,
};

async function build({ root, work, log }: LayerJob): Promise<void> {
  const fetched = join(work, "fetched");
  await fetchMaven("elasticsearch", fetched, { log, unwanted: /^$/ });
  const zip = join(fetched, `elasticsearch-${VERSION}.zip`);
  await run("python3", ["-m", "zipfile", "--extract", zip, work], { log });
  const [from, home] = [join(work, `elasticsearch-${VERSION}`), join(root, HOME)];
  mkdirSync(home, { recursive: true });
  await cp(from, home, { recursive: true });
  for (const file of readdirSync(join(home, "bin"))) {
    if (WINDOWS.test(file)) rmSync(join(home, "bin", file));
    else chmodSync(join(home, "bin", file), 0o755);
  }
  for (const folder of WRITABLE) mkdirSync(join(home, folder), { recursive: true });
  await cp(CONFIG, join(home, "config"), { recursive: true });
  const environment = join(home, "bin", "elasticsearch-env");
  const script = readFileSync(environment, "utf8");
  const told = script
    .replace(/^ES_DISTRIBUTION_TYPE=.*$/m, "ES_DISTRIBUTION_TYPE=docker")
    .replace(/^ES_DISTRIBUTION_FLAVOR=.*$/m, "ES_DISTRIBUTION_FLAVOR=default")
    .replace(/^ES_BUNDLED_JDK=.*$/m, "ES_BUNDLED_JDK=true");
  writeFileSync(environment, told);
  symlinkSync(JAVA_HOME, join(home, "jdk"));
}

/**
 * The distribution that Elastic runs its own tests with: no machine learning, no index lifecycle, no
 * monitoring; security is whole.
 * @see https://github.com/elastic/elasticsearch/blob/v7.17.29/distribution/docker/src/docker/Dockerfile
 */
export const ELASTICSEARCH: Recipe = {
  name: `docker.elastic.co/elasticsearch/elasticsearch:${VERSION}`,
  layers: [
    BASE,
    JAVA,
    PROGRAM,
    filesLayer("elasticsearch-start", { at: "usr/local/bin", from: join(FILES, "bin") }),
  ],
  start: {
    user: "1000:0",
    entrypoint: ["/usr/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"],
    command: ["eswrapper"],
    workingDir: `/${HOME}`,
    env: {
      PATH: `/${HOME}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      ELASTIC_CONTAINER: "true",
    },
    ports: [9200, 9300],
  },
};
