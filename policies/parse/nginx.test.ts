import { expect, test } from "vitest";
import { directivesNamed, nginxDirectives } from "./nginx";

const CONF = `
# a comment with { and ;
worker_processes 2;
http {
  log_format grpc escape=json '{"ts":"$time_iso8601"}' "two;parts";
  resolver \${NGINX_LOCAL_RESOLVERS} valid=5s; # and another one
  map $a $b { default 1; }
  server { listen 11800; location ~ ^/a#b$ { grpc_pass grpc://oap; } }
}
`;

test("reads directives, blocks, strings and variables, and no comments", () => {
  expect(nginxDirectives(CONF)).toEqual([
    { name: "worker_processes", args: ["2"] },
    {
      name: "http",
      args: [],
      block: [
        {
          name: "log_format",
          args: ["grpc", "escape=json", '{"ts":"$time_iso8601"}', "two;parts"],
        },
        { name: "resolver", args: ["${NGINX_LOCAL_RESOLVERS}", "valid=5s"] },
        { name: "map", args: ["$a", "$b"], block: [{ name: "default", args: ["1"] }] },
        {
          name: "server",
          args: [],
          block: [
            { name: "listen", args: ["11800"] },
            {
              name: "location",
              args: ["~", "^/a#b$"],
              block: [{ name: "grpc_pass", args: ["grpc://oap"] }],
            },
          ],
        },
      ],
    },
  ]);
});

test("finds a directive at any depth", () => {
  const found = directivesNamed(nginxDirectives(CONF) ?? [], "grpc_pass");
  expect(found).toEqual([{ name: "grpc_pass", args: ["grpc://oap"] }]);
});

test.each(["http {", "listen 80", "http { listen 80 }", "}", "; listen 80;", "http { } }"])(
  "%s is not well formed",
  (text) => {
    expect(nginxDirectives(text)).toBeUndefined();
  },
);
