/** What the referees said, for people. */

import { aligned } from "../aligned";
import type { Remark, Verdict } from "./accepted";

export interface Session {
  readonly environment: string;
  readonly referee: string;
}

/**
 * One line per environment and referee, then every unexpected finding, every accepted one with its reason,
 * and what is stale.
 * @param information the verdict on environments that decide nothing
 */
export function report(
  sessions: readonly Session[],
  verdict: Verdict,
  information: Verdict,
): string {
  const accepted = [...verdict.accepted, ...information.accepted];
  const unexpected = [...verdict.unexpected, ...information.unexpected];
  const count = (remarks: readonly Remark[], { environment, referee }: Session) =>
    remarks.filter((r) => r.environment === environment && r.referee === referee).length;
  const lines = sessions.map((session) => {
    const [fine, bad] = [count(accepted, session), count(unexpected, session)];
    return [session.environment, session.referee, fine + bad, fine, bad];
  });
  const head = ["ENVIRONMENT", "REFEREE", "FINDINGS", "ACCEPTED", "UNEXPECTED"];
  return [
    aligned([head, ...lines]),
    section("Accepted", reasons(accepted)),
    section("For information", aligned(information.unexpected.map(row))),
    section("Unexpected", aligned(verdict.unexpected.map(row))),
    section(
      "Accepted in advance, but found nowhere; remove from accepted.yaml",
      verdict.stale.join("\n"),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const section = (title: string, body: string) => (body === "" ? "" : `${title}:\n${body}`);

const row = ({ environment, referee, check, object, message }: Remark) =>
  [environment, referee, check, object, message] as const;

/** Each reason with what it excuses. */
function reasons(accepted: Verdict["accepted"]): string {
  return [...new Set(accepted.map(({ reason }) => reason))]
    .map((reason) => {
      const excused = accepted.filter((remark) => remark.reason === reason);
      const rows = excused.map((r) => [`  ${r.environment}`, r.referee, r.check, r.object]);
      return `${reason.trim()}\n${aligned(rows)}`;
    })
    .join("\n");
}
