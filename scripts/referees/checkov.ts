/** checkov, framework `kubernetes`: what benchmarks such as CIS ask of workloads, RBAC and networks. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ask, noAnswer } from "./ask";
import { ensureCheckov } from "./checkov-packages";
import type { Finding, Invitation } from "./finding";

const ANSWER = z.object({
  results: z.object({
    failed_checks: z.array(
      z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() }),
    ),
  }),
});

export const checkov: Invitation = {
  name: "checkov",
  async invite() {
    const packages = await ensureCheckov();
    return {
      name: "checkov",
      async judge({ file }) {
        // A home of its own: neither the user's nor this folder's `.checkov.yaml` counts.
        const home = mkdtempSync(join(tmpdir(), "checkov-"));
        try {
          const options = ["--framework", "kubernetes", "--skip-download", "--compact", "--quiet"];
          const args = ["-m", "checkov.main", "-f", file, ...options, "-o", "json"];
          const env = { HOME: home, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: "1" };
          const answer = await ask("python3", args, { cwd: home, env });
          if (!answer.stdout.trimStart().startsWith("{")) throw noAnswer("checkov", answer);
          return checkovFindings(answer.stdout);
        } finally {
          rmSync(home, { recursive: true, force: true });
        }
      },
    };
  },
};

/**
 * What `checkov -o json` found; it calls an object `Kind.namespace.name`, and the pods of a workload
 * `Pod.namespace.name.<labels>`, which become `Pod/name`.
 * @throws when checkov could not read the file: it answers that with zeros and no results
 */
export function checkovFindings(json: string): Finding[] {
  const answer = ANSWER.safeParse(JSON.parse(json));
  if (!answer.success) throw new Error(`checkov read nothing: ${json.trim()}`);
  return answer.data.results.failed_checks.map(({ check_id, check_name, resource }) => {
    const [kind = "", , name = ""] = resource.split(".");
    return { check: check_id, object: `${kind}/${name}`, message: check_name };
  });
}
