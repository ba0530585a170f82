import { running } from "../../read/products";
import { isGiven, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

const NAMES = ["SW_DATA_SOURCE_USER", "SW_DATA_SOURCE_PASSWORD"];
const FROM = (key: string) => ({ secretKeyRef: { name: "mysql", key } });

export const oapDatabaseHasOwnPassword = rule({
  name: "oap-database-has-own-password",
  family: "skywalking",
  scope: "resource",
  severity: "critical",
  title: "OAP does not use the user and password of its image for a database",
  why: "They are published: root@1234 and 123456.",
  remedy: "take SW_DATA_SOURCE_USER and SW_DATA_SOURCE_PASSWORD from a Secret",
  source:
    "https://github.com/apache/skywalking/blob/v10.4.0/oap-server/server-starter/src/main/resources/application.yml",
  bad: [oapWith({ SW_STORAGE: "mysql" })],
  good: [
    oapWith({
      SW_STORAGE: "mysql",
      SW_DATA_SOURCE_USER: FROM("username"),
      SW_DATA_SOURCE_PASSWORD: FROM("password"),
    }),
  ],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec }) =>
      ["mysql", "postgresql"].includes(valueOf(spec, "SW_STORAGE") ?? "")
        ? NAMES.flatMap((name) =>
            when(
              !isGiven(spec, name),
              `${title}: ${name} is not set, so the published default is used`,
            ),
          )
        : [],
    ),
});
