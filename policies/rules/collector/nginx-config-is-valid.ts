import { named, nginxFilesOf } from "../../read/nginx";
import { each, rule, when } from "../../rule";
import { grpcConf, nginxWith } from "./examples";

export const nginxConfigIsValid = rule({
  name: "nginx-config-is-valid",
  family: "collector",
  scope: "stack",
  severity: "critical",
  title: "The configuration of NGINX is well formed",
  why: "NGINX does not start, or keeps the configuration of yesterday.",
  remedy: "end every directive with a semicolon, and close every brace; nginx -t tells the line",
  source: "https://nginx.org/en/docs/beginners_guide.html#conf_structure",
  bad: nginxWith("http { server { listen 80 }"),
  good: nginxWith(grpcConf({})),
  check: (object, { stack }) => {
    const files = nginxFilesOf(object, stack);
    return [
      ...each(files, ({ title, file, directives }) =>
        when(
          directives === undefined,
          `${title}: ${file} is not well formed: a semicolon or a brace is missing or too many`,
        ),
      ),
      ...named(files, "upstream")
        .filter(({ block = [] }) => !block.some(({ name }) => name === "server"))
        .map(({ args }) => `upstream ${args.join(" ")} has no server`),
    ];
  },
});
