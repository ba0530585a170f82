import { posix } from "node:path";
import { list, type Manifest } from "../../objects";
import { nginxFilesOf, named } from "../../read/nginx";
import { running } from "../../read/products";
import { each, rule, when } from "../../rule";
import { nginxWith } from "./examples";

const PATHS = [
  "client_body_temp_path",
  "proxy_temp_path",
  "fastcgi_temp_path",
  "uwsgi_temp_path",
  "scgi_temp_path",
];
const CONF = `pid /tmp/nginx.pid; events { } http { ${PATHS.map((name) => `${name} /tmp/${name};`).join(" ")} }`;
const changed = (conf: string) => {
  const [deployment, ...rest] = nginxWith(conf);
  const [container] = deployment.spec.template.spec.containers;
  container.securityContext = { readOnlyRootFilesystem: true };
  container.volumeMounts.push({ name: "tmp", mountPath: "/tmp" });
  return [deployment, ...rest];
};

export const nginxWritesToTmp = rule({
  name: "nginx-writes-to-tmp",
  family: "collector",
  scope: "stack",
  severity: "medium",
  title: "With a read-only image, NGINX writes its pid and temporary files to a volume",
  why: "An own nginx.conf replaces the one that moved them to /tmp, and NGINX ends at the start.",
  remedy: "set pid and the five *_temp_path to /tmp, with an emptyDir there",
  source: "https://github.com/nginx/docker-nginx-unprivileged/blob/main/README.md",
  bad: changed("events { } http { }"),
  good: changed(CONF),
  check: (object, { stack }) => {
    const files = nginxFilesOf(object, stack);
    if (!files.some(({ file }) => file === "nginx.conf")) return [];
    return each(running(object, "nginx"), ({ title, spec }) => {
      if (spec.securityContext?.readOnlyRootFilesystem !== true) return [];
      const writable = list(spec.volumeMounts)
        .filter(({ readOnly, subPath }) => readOnly !== true && !subPath)
        .map(({ mountPath }) => String(mountPath));
      return ["pid", ...PATHS].flatMap((name) => {
        const [given] = named(files, name)[0]?.args ?? [];
        const path = given && posix.resolve(prefixOf(spec), given);
        return when(
          path === undefined || !writable.some((one) => path.startsWith(`${one}/`)),
          `${title}: ${name} is ${path === undefined ? "not set" : `${path}, where it cannot write`}; give a path in /tmp`,
        );
      });
    });
  },
});

/** What relative paths are relative to: `nginx -p`, or where the image is built for. */
function prefixOf({ command, args }: Manifest): string {
  const words = [...list(command), ...list(args)];
  const at = words.indexOf("-p");
  return at < 0 ? "/etc/nginx" : String(words[at + 1]);
}
