import { expect, test } from "vitest";
import { check } from "./check";
import { containerMutations } from "./mutations/containers";
import { type Mutation, platformOf } from "./mutations/mutation";
import { otherMutations } from "./mutations/others";
import { podMutations } from "./mutations/pods";
import type { Manifest } from "./objects";
import { RULES } from "./rules";
import { referenceExists } from "./rules/wiring/reference-exists";
import { objectOf } from "./stack";
import { platform } from "./testing";

const TERMS = { environment: "prod", today: "2026-11-21", configuration: new Map() } as const;

/** Whether the rule that was meant notices. */
function isCaught({ meant, apply }: Mutation): boolean {
  const broken = platformOf(platform());
  apply(broken);
  const rules = RULES.filter(({ name }) => name === meant);
  const objects = [...broken.values()].map((manifest) => objectOf(manifest));
  return check(objects, { ...TERMS, rules }).violations.length > 0;
}

const valid = platformOf(platform());
const mutations = [...containerMutations(valid), ...podMutations(valid), ...otherMutations(valid)];

const GIVEN = new Map([
  [referenceExists.name, { settings: { given: ["Secret *"] }, exceptions: [] }],
]);

test.each([
  ["prod", new Map()],
  ["uat", GIVEN],
] as const)("the valid platform %s breaks no rule", (environment, configuration) => {
  const objects = platform(environment).map((manifest: Manifest) => objectOf(manifest));
  const terms = { environment, configuration, rules: RULES, today: "2026-11-21" };
  const { violations, undecided } = check(objects, terms);
  expect([...violations, ...undecided]).toEqual([]);
});

test("every mutation is another one, meant for a rule that there is", () => {
  const titles = mutations.map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  const names = RULES.map(({ name }) => name);
  expect(mutations.map(({ meant }) => meant).filter((meant) => !names.includes(meant))).toEqual([]);
  expect(mutations.length).toBeGreaterThanOrEqual(400);
});

/** Those that are missed shut out clients that are not in the stack: nothing there tells of them. */
test("95 of 100 mutations are caught by the rule that was meant", () => {
  const missed = mutations.filter((mutation) => !isCaught(mutation));
  const list = missed.map(({ title, meant }) => `\n  ${title} (${meant})`).join("");
  const caught = mutations.length - missed.length;
  console.log(`${caught} of ${mutations.length} mutations caught, ${missed.length} missed:${list}`);
  expect(caught / mutations.length).toBeGreaterThanOrEqual(0.95);
});
