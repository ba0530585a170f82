/** Loaded into a measured process by `node --require`: writes what the process has used when it ends. */

const { writeFileSync } = require("node:fs");
const process = require("node:process");

const report = process.env.BENCH_REPORT;
process.once("exit", () => writeFileSync(report, JSON.stringify(process.resourceUsage())));
