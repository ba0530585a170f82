import type { KubernetesObject } from "../objects";
import { type Directive, directivesNamed, nginxDirectives } from "../parse/nginx";
import type { Stack } from "../stack";
import { filesOf } from "./files";
import { running } from "./products";

/** A configuration file of an NGINX. */
export interface NginxFile {
  readonly title: string;
  readonly file: string;
  /** Undefined when it is not well formed. */
  readonly directives: readonly Directive[] | undefined;
}

/** A place that passes gRPC calls on, with every simple directive that counts there. */
export interface GrpcLocation {
  /** `nginx.conf, location /`. */
  readonly where: string;
  readonly target: string;
  readonly effective: ReadonlyMap<string, readonly string[]>;
  /** The server around it. */
  readonly server: readonly Directive[];
}

/** Configuration files that the containers of NGINX of an object get from the stack. */
export function nginxFilesOf(object: KubernetesObject, stack: Stack): readonly NginxFile[] {
  return running(object, "nginx").flatMap(({ title, spec, pod }) =>
    filesOf(spec, { pod, of: object }, stack)
      .filter(({ path }) => /\.conf(\.template)?$/.test(path))
      .map(({ key, text }) => ({ title, file: key, directives: nginxDirectives(text) })),
  );
}

/** All directives with a name, in any file. */
export function named(files: readonly NginxFile[], name: string): readonly Directive[] {
  return files.flatMap(({ directives = [] }) => directivesNamed(directives, name));
}

/** Every place that passes gRPC calls on; files that are included get what the http block says. */
export function grpcLocations(files: readonly NginxFile[]): readonly GrpcLocation[] {
  const http = named(files, "http").flatMap(({ block = [] }) => block);
  return files.flatMap(({ file, directives = [] }) => {
    const servers = directivesNamed(directives, "server").filter(
      ({ block }) => block !== undefined,
    );
    return servers.flatMap(({ block: server = [] }) =>
      directivesNamed(server, "location").flatMap(({ args, block = [] }) =>
        block
          .filter(({ name }) => name === "grpc_pass")
          .map((pass) => ({
            where: `${file}, location ${args.join(" ")}`,
            target: pass.args[0] ?? "",
            effective: simple([...http, ...server, ...block]),
            server,
          })),
      ),
    );
  });
}

/** The last of each name counts: the inner one. */
function simple(directives: readonly Directive[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    directives.filter(({ block }) => block === undefined).map(({ name, args }) => [name, args]),
  );
}
