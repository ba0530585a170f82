/**
 * `make referees`: independent programs judge the rendered objects of every environment, `stacks/golden/*.yaml`
 * or those of the folder given.
 *
 * Every finding must be listed with its reason in `referees/accepted.yaml`, and every line there must still be
 * needed. Exit code 0: so it is; 1: it is not; 2: it is, as far as could be asked, but a referee is missing here.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KUBERNETES } from "../stacks/versions";
import { FOLDERS } from "../toolchain/folders";
import { type Remark, readAccepted, weigh } from "./referees/accepted";
import { apiServer } from "./referees/api-server";
import { checkov } from "./referees/checkov";
import { Absent, type Golden, type Invitation, type Referee } from "./referees/finding";
import { readGoldens } from "./referees/goldens";
import { kubeScore } from "./referees/kube-score";
import { kubectlValidate } from "./referees/kubectl-validate";
import { type Session, report } from "./referees/report";

const REFEREES: readonly Invitation[] = [
  kubectlValidate(KUBERNETES.oldest),
  kubectlValidate(KUBERNETES.newest),
  apiServer,
  kubeScore,
  checkov,
];

/** Judged and shown, but they decide nothing: a machine of one's own is no place to be highly available. */
const INFORMATIONAL = ["local", "e2e"];

async function main(folder = join(FOLDERS.root, "stacks", "golden")): Promise<number> {
  const goldens = readGoldens(folder);
  const entries = readAccepted(readFileSync(join(__dirname, "referees", "accepted.yaml"), "utf8"));
  const sessions: Session[] = [];
  const remarks: Remark[] = [];
  const absent: string[] = [];
  for (const invitation of REFEREES) {
    const referee = await welcome(invitation);
    if (typeof referee === "string") {
      absent.push(referee);
      continue;
    }
    const interrupted = (): void => void dismiss(referee).finally(() => process.exit(130));
    process.once("SIGINT", interrupted);
    try {
      for (const golden of goldens) {
        sessions.push({ environment: golden.environment, referee: referee.name });
        remarks.push(...(await judged(referee, golden)));
      }
    } finally {
      process.off("SIGINT", interrupted);
      await dismiss(referee);
    }
  }
  const present = sessions.map(({ referee }) => referee);
  const binding = remarks.filter(({ environment }) => !INFORMATIONAL.includes(environment));
  const verdict = weigh(binding, entries, present);
  const information = weigh(
    remarks.filter((remark) => !binding.includes(remark)),
    entries,
    [],
  );
  console.log(`\n${report(sessions, verdict, information)}`);
  for (const reason of absent) console.log(`\nSkipped: ${reason}`);
  if (goldens.length === 0)
    console.log(`${folder} holds no manifests: \`make golden\` writes them.`);
  if (goldens.length === 0 || verdict.unexpected.length + verdict.stale.length > 0) return 1;
  return absent.length > 0 ? 2 : 0;
}

/** The referee, or why there is none. */
async function welcome(invitation: Invitation): Promise<Referee | string> {
  try {
    return await invitation.invite();
  } catch (error) {
    if (!(error instanceof Absent)) throw error;
    return `${invitation.name}: ${error.message}`;
  }
}

async function dismiss(referee: Referee): Promise<void> {
  await referee.dismiss?.();
}

/** A referee that gives up on an environment has found something, too. */
async function judged({ name, judge }: Referee, golden: Golden): Promise<Remark[]> {
  const { environment } = golden;
  const findings = await judge(golden).catch((error: unknown) => [
    { check: "no answer", object: "-", message: error instanceof Error ? error.message : "" },
  ]);
  return findings.map((finding) => ({ ...finding, environment, referee: name }));
}

if (require.main === module) {
  main(...process.argv.slice(2, 3)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
