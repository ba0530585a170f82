import { expect, test } from "vitest";
import { compatibilityPage } from "./compatibility";

test("the page has a table for each release, with a link to what each line follows from", () => {
  const at = "https://github.com/apache/skywalking/blob/v10.4.0";
  const storage = `${at}/oap-server/server-library/library-elasticsearch-client/src/main/java/org/apache/skywalking/library/elasticsearch/ElasticSearchVersion.java`;
  const tests = `${at}/.github/workflows/skywalking.yaml`;
  const agents = `${at}/docs/en/setup/service-agent/agent-compatibility.md`;
  expect(compatibilityPage().split("\n## ").at(-1)).toBe(`OAP 10.4.0

| | versions |
| --- | --- |
| [starts with](${storage}) | Elasticsearch 6, 7 or 8, or OpenSearch 1, 2 or 3 |
| [tested with](${tests}) Elasticsearch | 8.18.8 |
| [tested with](${tests}) OpenSearch | 2.4.0, 2.8.0, 3.0.0 |
| [agent](${agents}) Java | 8.0.0 or newer |
| [agent](${agents}) Go | 0.1.0 or newer |
| [agent](${agents}) Rover (eBPF) | 0.5.0 or newer |
| [agent](${agents}) Satellite | 1.2.0 or newer |
| [agent](${agents}) Python, Node.js, PHP, Rust, Ruby, browser, Lua, Kong | any version |
`);
});
