/** Whether the policy pack finds what other tools find in the same manifests. */

import { check } from "../../policies/check";
import type { Rule } from "../../policies/rule";
import { objectOf } from "../../policies/stack";
import type { Finding, Golden } from "./finding";

/** A check of another tool, and how often it spoke. */
export interface Row {
  /** `kube-score/container-image-tag`. */
  readonly check: string;
  /** Rules of the pack that contain it. */
  readonly rules: readonly string[];
  /** Objects of the corpus that it finds something wrong with. */
  readonly found: number;
  /** Those of them that the pack finds something wrong with by one of these rules. */
  readonly shared: number;
  /** Those that only the other tool has, as `file Kind/name`. */
  readonly missing: readonly string[];
}

/** What one tool says about one file. */
export interface Said {
  readonly referee: string;
  readonly file: Golden;
  readonly findings: readonly Finding[];
}

/** One row for each check that found something, by name. */
export function compare(said: readonly Said[], rules: readonly Rule[]): Row[] {
  const own = new Map(said.map(({ file }) => [file.environment, ownFindings(file, rules)]));
  const rows = new Map<string, { found: Set<string>; shared: Set<string>; rules: string[] }>();
  for (const { referee, file, findings } of said)
    for (const { check: id, object } of findings) {
      const name = `${referee}/${id}`;
      const same = rules.filter(({ sameAs = [] }) => sameAs.includes(name)).map(({ name }) => name);
      const row = rows.get(name) ?? { found: new Set(), shared: new Set(), rules: same };
      rows.set(name, row);
      const place = `${file.environment} ${object}`;
      row.found.add(place);
      const ours = own.get(file.environment);
      const places = placesOf(object, file);
      if (same.some((rule) => places.some((one) => ours?.has(`${rule} ${one}`))))
        row.shared.add(place);
    }
  return [...rows]
    .map(([name, row]) => ({
      check: name,
      rules: row.rules,
      found: row.found.size,
      shared: row.shared.size,
      missing: [...row.found].filter((place) => !row.shared.has(place)).sort(),
    }))
    .sort((a, b) => (a.check < b.check ? -1 : 1));
}

/** An object; for the pod of a workload, which has its name, the workload. */
function placesOf(object: string, { objects }: Golden): string[] {
  const [kind, name] = object.split("/");
  if (kind !== "Pod") return [object];
  const named = objects.filter(({ metadata }) => metadata.name === name);
  return [object, ...named.map((one) => `${one.kind}/${one.metadata.name}`)];
}

/** What the pack finds at its strictest: `no-host-path Deployment/oap`. */
function ownFindings({ objects }: Golden, rules: readonly Rule[]): Set<string> {
  const terms = { rules, environment: "prod", configuration: new Map(), today: "" } as const;
  const { violations } = check(
    objects.map((one) => objectOf(one)),
    terms,
  );
  return new Set(
    violations.map(({ rule, object }) => `${rule.name} ${object.title.replace(" ", "/")}`),
  );
}

/** The table, with the reason for each difference. */
export function comparisonPage(
  rows: readonly Row[],
  reasons: Readonly<Record<string, string>>,
): string {
  return [
    "# What other tools find",
    "",
    "Written by `make referees`: on how many objects of the golden files and of `scripts/referees/corpus` another tool",
    "finds something wrong, on how many of those the rules named find it, and why the rest is left.",
    "",
    "| check | objects | found here | rules | why the rest is left |",
    "| --- | --: | --: | --- | --- |",
    ...rows.map(
      ({ check: name, found, shared, rules }) =>
        `| \`${name}\` | ${found} | ${shared} | ${rules.map((rule) => `\`${rule}\``).join(", ")} | ${found === shared ? "" : (reasons[name] ?? "**no reason**")} |`,
    ),
    "",
  ].join("\n");
}
