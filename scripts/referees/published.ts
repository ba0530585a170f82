/** Schemas as their makers publish them: Go modules of exactly these contents. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ask } from "./ask";
import { Absent } from "./finding";

interface Module {
  readonly path: string;
  readonly version: string;
  /** Hash of the contents, as in a `go.sum`. */
  readonly sum: string;
}

/** OpenAPI of Kubernetes versions that kubectl-validate does not bring along (it has 1.23 to 1.30). */
const KUBERNETES_MODULES: Readonly<Record<string, Module>> = {
  "1.34": {
    path: "k8s.io/kubernetes",
    version: "v1.34.2",
    sum: "h1:WQdDvYJazkmkwSncgNwGvVtaCt4TYXIU3wSMRgvp3MI=",
  },
  "1.37": {
    path: "k8s.io/kubernetes",
    version: "v1.37.0",
    sum: "h1:TDSD+Izz9inqs7SmtJCAu7L5/DuYW9hAZ3GBdF6Ddkw=",
  },
};

/** The operators whose custom resources may be created, with the files of their definitions. */
const CRD_MODULES: readonly (Module & { readonly folder: string; readonly files: RegExp })[] = [
  {
    path: "github.com/cert-manager/cert-manager",
    version: "v1.19.1",
    sum: "h1:Txh8L/nLWTDcb7ZnXuXbTe15BxQnLbLirXmbNk0fGgY=",
    folder: "deploy/crds",
    files: /^cert-manager\.io_.*\.yaml$/,
  },
  {
    path: "sigs.k8s.io/gateway-api",
    version: "v1.4.0",
    sum: "h1:ZwlNM6zOHq0h3WUX2gfByPs2yAEsy/EenYJB78jpQfQ=",
    folder: "config/crd/standard",
    files: /^gateway\.networking\.k8s\.io_.*\.yaml$/,
  },
  {
    path: "github.com/elastic/cloud-on-k8s/v3",
    version: "v3.2.0",
    sum: "h1:wdY6+4nQp3L6Hm/u6mr+x+XB2VqVzs1isy9VCldmIMY=",
    folder: "config/crds/v1",
    files: /^all-crds\.yaml$/,
  },
];

/** Paths of files that define the custom resources. */
export async function customResourceDefinitions(): Promise<string[]> {
  const found: string[] = [];
  for (const { folder, files, ...module } of CRD_MODULES) {
    const at = join(await download(module), folder);
    found.push(...named(at, files).map((name) => join(at, name)));
  }
  return found;
}

/** One OpenAPI document per API group and version. */
export interface Schema {
  /** `api/v1` or `apis/<group>/<version>`. */
  readonly api: string;
  readonly content: string;
}

/** @returns undefined when this Kubernetes version is not among the modules */
export async function kubernetesSchemas(version: string): Promise<Schema[] | undefined> {
  const module = KUBERNETES_MODULES[version];
  if (!module) return undefined;
  const folder = join(await download(module), "api", "openapi-spec", "v3");
  return named(folder, /^(api__|apis__[^_]+__)[^_]+_openapi\.json$/).map((name) => ({
    api: name.replace("_openapi.json", "").replaceAll("__", "/"),
    content: readFileSync(join(folder, name), "utf8"),
  }));
}

const named = (folder: string, pattern: RegExp) =>
  readdirSync(folder).filter((name) => pattern.test(name));

const DOWNLOADED = z.object({
  Dir: z.string().optional(),
  Sum: z.string().optional(),
  Error: z.string().optional(),
});

/** The folder in Go's module cache, its contents verified. */
async function download({ path, version, sum }: Module): Promise<string> {
  const wanted = `${path}@${version}`;
  const { stdout, stderr } = await ask("go", ["mod", "download", "-json", wanted], {
    cwd: "/",
    env: { ...goSettings(), GOWORK: "off" },
  });
  if (!stdout.startsWith("{")) throw new Absent(`${wanted}: ${stderr.trim()}`);
  const { Dir, Sum, Error: error } = DOWNLOADED.parse(JSON.parse(stdout));
  if (Dir === undefined) throw new Absent(`${wanted}: ${error}`);
  if (Sum !== sum) throw new Error(`${wanted}: its contents have the hash ${Sum}, not ${sum}`);
  return Dir;
}

/** Where the user's Go finds and keeps modules. */
function goSettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      /^(GO[A-Z]*|https?_proxy|no_proxy|SSL_CERT_.*)$/i.test(name) && value ? [[name, value]] : [],
    ),
  );
}
