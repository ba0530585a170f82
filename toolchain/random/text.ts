import { randomInt } from "node:crypto";

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const NUMERIC = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

export interface TextRules {
  /** Number of characters. */
  readonly length: number;
  readonly upper: boolean;
  readonly lower: boolean;
  readonly numeric: boolean;
  readonly special: boolean;
  /** At least so many of each kind, even of a kind that is switched off (as the official plugin does). */
  readonly minUpper: number;
  readonly minLower: number;
  readonly minNumeric: number;
  readonly minSpecial: number;
  /** Instead of the usual special characters; empty: the usual ones. */
  readonly overrideSpecial: string;
}

/** A text that follows the rules, every character and its place drawn from the system's secure generator. */
export function randomText(rules: TextRules): string {
  const special = rules.overrideSpecial || SPECIAL;
  const demanded = [
    ...draw(UPPER, rules.minUpper),
    ...draw(LOWER, rules.minLower),
    ...draw(NUMERIC, rules.minNumeric),
    ...draw(special, rules.minSpecial),
  ];
  const allowed = [
    rules.upper ? UPPER : "",
    rules.lower ? LOWER : "",
    rules.numeric ? NUMERIC : "",
    rules.special ? special : "",
  ].join("");
  return shuffle([...demanded, ...draw(allowed, rules.length - demanded.length)]).join("");
}

function draw(characters: string, count: number): string[] {
  return Array.from({ length: count }, () => characters.charAt(randomInt(characters.length)));
}

/** Fisher-Yates: every order is equally likely. */
function shuffle(items: readonly string[]): string[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(randomInt(rest.length), 1));
}
