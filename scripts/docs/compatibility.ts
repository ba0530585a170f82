import { COMPATIBILITY, type Compatibility, storesOf } from "../../components/oap/compatibility";

/** Which versions fit together, out of the table by which misfits are refused. */
export function compatibilityPage(): string {
  return [
    "# Compatibility",
    "",
    "What each release of OAP works with. Written by `make docs` from `components/oap/compatibility.ts`, the",
    "table by which a stack file that does not fit is refused.",
    ...Object.entries(COMPATIBILITY).flatMap(release),
    "",
  ].join("\n");
}

function release([version, { tested, agents, sources }]: [string, Compatibility]): string[] {
  const [storage, tests, told] = sources;
  return [
    "",
    `## OAP ${version}`,
    "",
    "| | versions |",
    "| --- | --- |",
    `| [starts with](${storage}) | ${storesOf(version)} |`,
    `| [tested with](${tests}) Elasticsearch | ${tested.elasticsearch.join(", ")} |`,
    `| [tested with](${tests}) OpenSearch | ${tested.openSearch.join(", ")} |`,
    ...Object.entries(agents).map(
      ([agent, oldest]) =>
        `| [agent](${told}) ${agent} | ${/^[0-9]/.test(oldest) ? `${oldest} or newer` : oldest} |`,
    ),
  ];
}
