import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256OfSource } from "../hash";
import { debianLayer } from "./debian";

/** A shell and its usual company, curl for probes, and what compiled programs need. */
export const BASE_PACKAGES = [
  ...["bash", "coreutils", "curl", "dash", "findutils", "grep", "mawk", "sed", "tini"],
  ...["libstdc++6", "netbase", "tzdata", "zlib1g"],
] as const;

/** The users of all images, so that they have a name and a home. */
const PASSWD = `root:x:0:0:root:/root:/bin/bash
nginx:x:101:101:nginx:/nonexistent:/bin/false
elasticsearch:x:1000:1000:elasticsearch:/usr/share/elasticsearch:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/bin/false
`;
const FILES: Readonly<Record<string, string>> = {
  "etc/passwd": PASSWD,
  "etc/group": PASSWD.replace(/^(\w+):x:\d+:(\d+):.*$/gm, "$1:x:$2:"),
  "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
};
const FOLDERS = ["proc", "sys", "dev", "run", "root", "tmp", "var/tmp"];

/** Debian without a package manager: the lowest layer of every image that is not one static program. */
export const BASE = debianLayer({
  name: "base",
  packages: BASE_PACKAGES,
  finish: {
    recipe: sha256OfSource(__filename),
    run(root) {
      for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
      for (const [file, content] of Object.entries(FILES)) writeFileSync(join(root, file), content);
      symlinkSync("mawk", join(root, "usr", "bin", "awk"));
    },
  },
});
