import * as pulumi from "@pulumi/pulumi";

/** One resource that a program asked for. */
export interface Rendered {
  readonly type: string;
  readonly name: string;
  /** What it was given, secrets unwrapped. Shapes differ by type; tests assert exact values. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest of any kind
  readonly inputs: any;
  /** Names of the top-level inputs that are secret or contain a secret. */
  readonly secret: readonly string[];
  /** Reference of the provider it goes to, `<urn>::<id>`; empty for the default provider. */
  readonly provider: string;
}

interface Registration extends pulumi.runtime.MockResourceArgs {
  inputs: Record<string, unknown>;
}

/** Marks a secret on the wire: sdk/nodejs/runtime/rpc.ts of @pulumi/pulumi 3.270. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** What the engine does about a resource before it answers. @default nothing */
type Meanwhile = (resource: Pick<Rendered, "type" | "name" | "inputs">) => Promise<void> | void;

/**
 * What would be asked of the cluster, with no cluster: runs `build` against a recording engine and
 * returns all that it registered, sorted by type and name. Objects without a name get the resource's
 * own, as auto-naming would do; passwords are the word `generated`.
 *
 * @throws whatever `build` throws; and when a provider function is called, because nothing answers it
 */
export async function render(
  build: () => unknown,
  meanwhile: Meanwhile = () => undefined,
): Promise<Rendered[]> {
  const seen: Rendered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: async ({ type, name, inputs, provider, custom }: Registration) => {
        const { plain, secret } = unwrapped(inputs);
        if (custom ?? true)
          seen.push({ type, name, inputs: plain, secret, provider: provider ?? "" });
        await meanwhile({ type, name, inputs: plain });
        return { id: `${name}-id`, state: { ...inputs, ...known(type, name, plain) } };
      },
      call: ({ token }) => {
        throw new Error(`render() answers no provider function, and ${token} was called`);
      },
    },
    "kube-tracing",
    "test",
  );
  await build();
  await pulumi.runtime.disconnect();
  return seen.sort((a, b) => compare(`${a.type} ${a.name}`, `${b.type} ${b.name}`));
}

/** The only resource of this type, or of this type and name. */
export function only(rendered: readonly Rendered[], type: string, name?: string): Rendered {
  const found = rendered.filter((r) => r.type === type && (name === undefined || r.name === name));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const all = rendered.map((r) => `${r.type} ${r.name}`).join("\n");
    throw new Error(`expected one ${type} ${name ?? ""}, found ${found.length} in:\n${all}`);
  }
  return first;
}

/** The value of an output, in a test. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** What the provider answers besides the inputs. */
function known(type: string, name: string, plain: Record<string, unknown>) {
  if (type.startsWith("random:")) return { result: pulumi.secret("generated") };
  if (!type.startsWith("kubernetes:")) return {};
  const { metadata, spec } = plain;
  return {
    metadata: { name, ...(isObject(metadata) ? metadata : {}) },
    ...(isObject(spec) && spec["type"] === "LoadBalancer" ? { status: BALANCED } : {}),
  };
}

/** A load balancer at an address that is reserved for documentation. */
const BALANCED = { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } };

function unwrapped(inputs: Record<string, unknown>) {
  const secret: string[] = [];
  const plain = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => {
      if (!isSecret(value)) return [key, value];
      secret.push(key);
      return [key, value.value];
    }),
  );
  return { plain, secret };
}

function isSecret(value: unknown): value is { value: unknown } {
  return isObject(value) && SIGNATURE in value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
