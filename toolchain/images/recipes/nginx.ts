import { renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { BASE, BASE_PACKAGES } from "../layers/base";
import { debianLayer } from "../layers/debian";
import { filesLayer } from "../layers/files";
import type { Recipe } from "../recipe";

const VERSION = "1.22.1";
const FILES = join(__dirname, "..", "nginx");

/**
 * As its own configuration wants root and a writable image, so does the official one: components bring
 * a configuration that needs neither.
 * @see https://github.com/nginx/docker-nginx/tree/1.22.1/stable/debian
 */
export const NGINX: Recipe = {
  name: `docker.io/library/nginx:${VERSION}`,
  layers: [
    BASE,
    debianLayer({
      name: "nginx",
      packages: ["nginx", "libnginx-mod-stream", "gettext-base"],
      above: BASE_PACKAGES,
      versions: { nginx: VERSION },
      finish: {
        recipe: "the program makes room for its wrapper, logs go to the console",
        run(root) {
          const program = join(root, "usr", "sbin", "nginx");
          renameSync(program, `${program}-debian`);
          const logs = join(root, "var", "log", "nginx");
          symlinkSync("/dev/stdout", join(logs, "access.log"));
          symlinkSync("/dev/stderr", join(logs, "error.log"));
        },
      },
    }),
    filesLayer("nginx-start", {
      from: FILES,
      at: "/",
      folders: ["var/cache/nginx", "etc/nginx/templates"],
    }),
  ],
  start: {
    entrypoint: ["/docker-entrypoint.sh"],
    command: ["nginx", "-g", "daemon off;"],
    env: { NGINX_VERSION: VERSION },
    ports: [80],
    stopSignal: "SIGQUIT",
  },
};
