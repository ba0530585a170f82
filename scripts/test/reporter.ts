/** Tells a vitest run to the process that started it: one JSON object per line, on file descriptor 3. */

import { writeSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { Outcome } from "./outcome";

export default class OutcomeReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    if (result.state === "pending") return;
    const reason = result.state === "skipped" ? (result.note ?? "no reason given") : undefined;
    tell({
      state: result.state,
      name: `${test.module.relativeModuleId} > ${test.fullName}`,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** A file that throws while it is loaded has no test that could fail. */
  onTestModuleEnd(module: TestModule): void {
    if (module.errors().length > 0) tell({ state: "failed", name: module.relativeModuleId });
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    unhandled.forEach(() => tell({ state: "failed", name: "an error outside of every test" }));
  }
}

function tell(outcome: Outcome): void {
  writeSync(3, `${JSON.stringify(outcome)}\n`);
}
