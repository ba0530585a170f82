/** checkov is a Python program: its packages go into a folder of their own, every file checked against `checkov.txt`. */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../toolchain/command";
import { FOLDERS } from "../../toolchain/folders";
import { createProgress } from "../../toolchain/progress";
import { ask } from "./ask";
import { Absent } from "./finding";

/** The oldest Python that `checkov.txt` was made for. */
const PYTHON = { major: 3, minor: 10 } as const;
const LOCK = join(__dirname, "checkov.txt");

/** The folder that holds the packages of checkov; filled on first use. */
export async function ensureCheckov(): Promise<string> {
  const python = await pythonVersion();
  const content = createHash("sha256").update(python).update(readFileSync(LOCK)).digest("hex");
  const folder = join(FOLDERS.toolchain, "checkov", content.slice(0, 12));
  if (statSync(folder, { throwIfNoEntry: false })) return folder;
  const step = createProgress().step("checkov");
  step.now("installing its Python packages, about 1 min the first time");
  try {
    await install(folder);
  } catch (error) {
    step.failed("not available");
    throw new Absent(error instanceof Error ? error.message : String(error));
  }
  step.done("installed");
  return folder;
}

/** The folder gets its name last, so that whatever is interrupted is done again. */
async function install(folder: string): Promise<void> {
  const fresh = `${folder}.${process.pid}.new`;
  const log = join(FOLDERS.logs, "checkov.log");
  for (const parent of [FOLDERS.logs, join(folder, "..")]) mkdirSync(parent, { recursive: true });
  rmSync(log, { force: true });
  try {
    const args = ["-m", "pip", "install", "--require-hashes", "--no-deps", "--target", fresh];
    await run("python3", [...args, "--requirement", LOCK], { log });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Such as `3.11 linux x86_64`: packages with compiled parts fit no other. */
async function pythonVersion(): Promise<string> {
  const cure = `Install Python ${PYTHON.major}.${PYTHON.minor} or newer with pip.`;
  const question =
    "import pip, platform, sys; print(*sys.version_info[:2], sys.platform, platform.machine())";
  const { code, stdout, stderr } = await ask("python3", ["-c", question]);
  if (code !== 0) throw new Absent(`python3: ${stderr.trim().split("\n").at(-1)}. ${cure}`);
  const [major, minor] = stdout.split(" ").map(Number);
  if (major !== PYTHON.major || !(minor !== undefined && minor >= PYTHON.minor)) {
    throw new Absent(`python3 is version ${major}.${minor}. ${cure}`);
  }
  return stdout.trim();
}
