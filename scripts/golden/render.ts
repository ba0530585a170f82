import { stringify } from "yaml";
import { type Rendered, render } from "../../components/kit/testing";
import { Platform } from "../../stacks/platform";
import type { Environment } from "./environments";

/** A Kubernetes object as the cluster would be asked for it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  /** Everything else, by kind. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest of any kind
  [field: string]: any;
}

/** All that an environment registers, sorted by type and name. */
export function renderEnvironment({ platform, secrets }: Environment): Promise<Rendered[]> {
  const values = Object.fromEntries(secrets.map((key) => [key, `value of ${key}`]));
  return render(
    () => new Platform("kube-tracing", { platform, kubeconfig: "{}", secrets: values }),
  );
}

/** The Kubernetes objects among them, values of secrets masked. */
export function manifestsOf(rendered: readonly Rendered[]): Manifest[] {
  return rendered.filter(({ type }) => type.startsWith("kubernetes:")).map(manifestOf);
}

/** The manifests of an environment as one YAML file. */
export async function goldenOf(environment: Environment): Promise<string> {
  const manifests = manifestsOf(await renderEnvironment(environment));
  const head = `# What Pulumi.${environment.name}.yaml asks the cluster for. Written by \`make golden\`; review it like code.\n`;
  return head + manifests.map((manifest) => `---\n${stringify(manifest, FORMAT)}`).join("");
}

const FORMAT = {
  version: "1.1",
  aliasDuplicateObjects: false,
  lineWidth: 0,
  sortMapEntries: true,
} as const;

function manifestOf({ name, inputs, secret }: Rendered): Manifest {
  const masked = Object.entries<unknown>(inputs).map(([field, value]) => [
    field,
    secret.includes(field) ? mask(value) : value,
  ]);
  return { ...Object.fromEntries(masked), metadata: { name, ...inputs.metadata } };
}

/** Keeps the keys of a Secret and hides what they hold. */
function mask(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.keys(value).map((key) => [key, "[secret]"]))
    : "[secret]";
}
