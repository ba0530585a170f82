import { running } from "../../read/products";
import { variable } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const env = (name: string) =>
  elasticsearchWith({ container: { env: [{ name, value: "/credentials/password" }] } });

export const elasticsearchPasswordAsFile = rule({
  name: "elasticsearch-password-as-file",
  family: "elasticsearch",
  scope: "resource",
  severity: "high",
  title: "Elasticsearch reads its password from a file",
  why: "A variable is seen by every process and dump of the node.",
  remedy: "mount the Secret, and name the file in ELASTIC_PASSWORD_FILE",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/docker.html#docker-configuration-methods",
  bad: env("ELASTIC_PASSWORD"),
  good: env("ELASTIC_PASSWORD_FILE"),
  check: (object) =>
    each(running(object, "elasticsearch"), ({ title, spec }) =>
      ["ELASTIC_PASSWORD", "KEYSTORE_PASSWORD"].flatMap((name) =>
        when(
          variable(spec, name) !== undefined,
          `${title}: ${name} is a variable; give ${name}_FILE`,
        ),
      ),
    ),
});
