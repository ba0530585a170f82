import { mkdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../command";
import { sha256OfSource } from "../hash";
import type { Layer } from "../recipe";
import { unpackDebian } from "./debian";

/** Where the official images of SkyWalking have it. */
export const JAVA_HOME = "/opt/java/openjdk";
const PACKAGES = ["openjdk-17-jdk-headless", "openjdk-17-jre-headless"];

/** The standard, and what servers use beyond it: native access, elliptic curves, DNS, diagnosis. */
const MODULES = [
  ...["java.se", "jdk.unsupported", "jdk.crypto.ec", "jdk.naming.dns", "jdk.zipfs", "jdk.net"],
  ...["jdk.management", "jdk.management.agent", "jdk.attach", "jdk.jcmd", "jdk.localedata"],
];
const OPTIONS = ["--include-locales=en", "--strip-java-debug-attributes", "--compress=1"];

/** Java 17 of Debian, without what a server does not use. */
export const JAVA: Layer = {
  name: "java-17",
  recipe: sha256OfSource(__filename),
  async build({ root, work, log }) {
    const jdk = join(work, "jdk");
    mkdirSync(jdk);
    await unpackDebian(PACKAGES, { root: jdk, work, log });
    const arch = process.arch === "x64" ? "amd64" : process.arch;
    const home = join(jdk, "usr", "lib", "jvm", `java-17-openjdk-${arch}`);
    const target = join(root, JAVA_HOME);
    mkdirSync(join(target, ".."), { recursive: true });
    const modules = `--add-modules=${MODULES.join(",")}`;
    const rest = ["--no-header-files", "--no-man-pages", `--output=${target}`];
    await run(join(home, "bin", "jlink"), [modules, ...OPTIONS, ...rest], { log });
    // The archive of classes, which makes Java start three times as fast, holds for this time of the modules' file:
    // the one that every file of a layer gets.
    utimesSync(join(target, "lib", "modules"), 0, 0);
    await run(join(target, "bin", "java"), ["-Xshare:dump"], { log });
  },
};
