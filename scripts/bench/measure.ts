/** Runs a program as `pulumi preview` does and tells what its Node process used. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type Asked, runProgram } from "../../tests/engine";

export interface Program extends Asked {
  readonly name: string;
}

export interface Measurement {
  /** User and system time of the process, all threads. */
  readonly cpuSeconds: number;
  /** Most memory it held. */
  readonly mebibytes: number;
  /** How many resources it registered, the stack among them. */
  readonly resources: number;
}

/** `process.resourceUsage()`: microseconds, and kibibytes on every platform. */
const REPORT = z.object({
  userCPUTime: z.number(),
  systemCPUTime: z.number(),
  maxRSS: z.number(),
});

const HOOK = join(__dirname, "cpu.cjs");

/** A place of its own for the compiled TypeScript that the runner keeps: the first run in it is a cold one. */
export class Laboratory {
  private readonly folder = mkdtempSync(join(tmpdir(), "bench-"));

  /** @throws when the program fails */
  async measure({ name, env, ...asked }: Program): Promise<Measurement> {
    const report = join(this.folder, "report.json");
    const { code, messages, stderr, registrations } = await runProgram({
      ...asked,
      dryRun: true,
      env: {
        ...env,
        TMPDIR: this.folder,
        NODE_OPTIONS: `--require ${JSON.stringify(HOOK)}`,
        BENCH_REPORT: report,
      },
    });
    if (code !== 0) {
      const errors = messages.filter(({ severity }) => severity === "error");
      throw new Error(
        `${name} failed: ${[...errors.map(({ text }) => text), stderr].join("\n").trim()}`,
      );
    }
    const used = REPORT.parse(JSON.parse(readFileSync(report, "utf8")));
    return {
      cpuSeconds: (used.userCPUTime + used.systemCPUTime) / 1e6,
      mebibytes: used.maxRSS / 1024,
      resources: registrations.length,
    };
  }

  /** Runs a program and keeps what it registers; the answer is the file. */
  async record({ name, ...asked }: Program): Promise<string> {
    const { code, registrations } = await runProgram(asked);
    if (code !== 0) throw new Error(`${name} failed, and nothing was recorded`);
    const file = join(this.folder, "recorded.json");
    writeFileSync(file, JSON.stringify(registrations));
    return file;
  }

  /** Measures the programs in turn, round by round; the answer has one list of measurements per program. */
  async compare(programs: readonly Program[], rounds: number): Promise<Measurement[][]> {
    const results = programs.map((program) => ({ program, measured: new Array<Measurement>() }));
    for (let round = 0; round < rounds; round++) {
      for (const { program, measured } of results) measured.push(await this.measure(program));
    }
    return results.map(({ measured }) => measured);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
