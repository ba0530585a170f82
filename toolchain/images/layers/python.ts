import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../command";
import { sha256OfSource } from "../hash";
import type { Layer } from "../recipe";
import { BASE_PACKAGES } from "./base";
import { debianLayer } from "./debian";
import { filesLayer } from "./files";

const VERSION = "3.11";
/** Where an application and its packages lie. */
export const APP = "/app";
const PACKAGES = `${APP}/packages`;
export const PYTHON_ENV = { PYTHONPATH: PACKAGES, PYTHONUNBUFFERED: "1" } as const;

/** Python of Debian 12. */
export const PYTHON = debianLayer({
  name: "python",
  packages: ["python3"],
  above: BASE_PACKAGES,
  versions: { "python3.11": VERSION },
});

const MACHINE = process.arch === "x64" ? "x86_64" : "aarch64";
const WHEELS = [
  ...["--no-deps", "--only-binary=:all:", "--implementation=cp", `--python-version=${VERSION}`],
  ...[`--platform=manylinux2014_${MACHINE}`, `--platform=manylinux_2_28_${MACHINE}`],
];

/** The layers of an application: exactly the wheels that its `requirements.txt` names, and its files. */
export function pythonApp(name: string, folder: string): readonly Layer[] {
  const requirements = join(folder, "requirements.txt");
  return [
    {
      name: `${name}-packages`,
      recipe: [sha256OfSource(__filename), sha256OfSource(requirements)],
      async build({ root, log }) {
        const target = join(root, PACKAGES);
        mkdirSync(target, { recursive: true });
        const options = ["--quiet", "--no-compile", "--root-user-action=ignore", ...WHEELS];
        const what = ["--target", target, "--requirement", requirements];
        await run("python3", ["-m", "pip", "install", ...options, ...what], { log });
      },
    },
    filesLayer(`${name}-files`, { from: folder, at: APP }),
  ];
}
