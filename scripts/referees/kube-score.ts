/** kube-score: reliability and security of workloads, and whether objects fit each other. */

import { join } from "node:path";
import { z } from "zod";
import { KUBERNETES } from "../../stacks/versions";
import { FOLDERS } from "../../toolchain/folders";
import { ensureTools } from "../../toolchain/tools";
import { ask, noAnswer } from "./ask";
import { type Finding, type Invitation, absentOn } from "./finding";
import { KUBE_SCORE } from "./tools";

/** Grade of a check that found nothing; lower is worse. https://github.com/zegl/kube-score/blob/v1.20.0/scorecard/scorecard.go */
const GRADE_ALL_OK = 10;

const ANSWER = z.array(
  z.object({
    object_name: z.string(),
    type_meta: z.object({ kind: z.string() }),
    object_meta: z.object({ name: z.string() }),
    checks: z.array(
      z.object({
        check: z.object({ id: z.string() }),
        grade: z.number(),
        skipped: z.boolean(),
        comments: z.array(z.object({ path: z.string(), summary: z.string() })).nullable(),
      }),
    ),
  }),
);

export const kubeScore: Invitation = {
  name: KUBE_SCORE.name,
  async invite() {
    await absentOn(ensureTools([KUBE_SCORE]));
    return {
      name: KUBE_SCORE.name,
      async judge({ file }) {
        const options = ["-o", "json", "--kubernetes-version", `v${KUBERNETES.newest}`];
        const args = ["score", ...options, "--all-default-optional", file];
        const answer = await ask(join(FOLDERS.bin, KUBE_SCORE.name), args);
        if (!answer.stdout.startsWith("[")) throw noAnswer("kube-score", answer);
        return kubeScoreFindings(answer.stdout);
      },
    };
  },
};

/** What `kube-score score -o json` found. */
export function kubeScoreFindings(json: string): Finding[] {
  return ANSWER.parse(JSON.parse(json)).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < GRADE_ALL_OK)
      .flatMap(({ check, comments }) =>
        (comments ?? [{ path: "", summary: "no comment" }]).map(({ path, summary }) => ({
          check: check.id,
          object: `${type_meta.kind}/${object_meta.name}`,
          message: path === "" ? summary : `${path}: ${summary}`,
        })),
      ),
  );
}
