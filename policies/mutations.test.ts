import { join } from "node:path";
import { expect, test } from "vitest";
import { check } from "./check";
import { readConfiguration } from "./cli/configuration";
import { containerMutations } from "./mutations/containers";
import { type Mutation, platformOf } from "./mutations/mutation";
import { otherMutations } from "./mutations/others";
import { podMutations } from "./mutations/pods";
import { RULES } from "./rules";
import { objectOf } from "./stack";
import { platform } from "./testing";

const TERMS = {
  environment: "prod",
  today: "2026-11-21",
  configuration: readConfiguration(join(__dirname, "..", "stacks", "policies.json"), RULES),
} as const;

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

test("the valid platform breaks no rule", () => {
  const objects = [...valid.values()].map((manifest) => objectOf(manifest));
  expect(check(objects, { ...TERMS, rules: RULES }).violations).toEqual([]);
});

test("every mutation is another one, meant for a rule that there is", () => {
  const titles = mutations.map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  const names = RULES.map(({ name }) => name);
  expect(mutations.map(({ meant }) => meant).filter((meant) => !names.includes(meant))).toEqual([]);
  expect(mutations.length).toBeGreaterThanOrEqual(400);
});

test("95 of 100 mutations are caught by the rule that was meant", () => {
  const missed = mutations.filter((mutation) => !isCaught(mutation));
  const list = missed.map(({ title, meant }) => `\n  ${title} (${meant})`).join("");
  const caught = mutations.length - missed.length;
  console.log(`${caught} of ${mutations.length} mutations caught, ${missed.length} missed:${list}`);
  expect(caught / mutations.length).toBeGreaterThanOrEqual(0.95);
});
