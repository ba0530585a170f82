import {
  containersOf,
  type KubernetesObject,
  list,
  type Manifest,
  namespaceOf,
  podsOf,
} from "../objects";
import { type Address, addressesIn, serviceNamed } from "../parse/address";
import { type Spoken, spokenIn, spokenOn } from "../parse/settings";
import type { OwnedPod, Stack } from "../stack";
import { Undecided } from "../unknown";
import { configMapsFor } from "./files";
import { once } from "./once";

/** An address, and the place that speaks of it: `container ui, SW_OAP_ADDRESS`. */
export interface Call {
  readonly where: string;
  readonly key: string;
  readonly address: Address;
}

/** Where an address leads to. */
export type Target =
  | { readonly kind: "outside" }
  | { readonly kind: "missing"; readonly why: string }
  | { readonly kind: "service"; readonly service: KubernetesObject; readonly port: Manifest };

/** Names that say that what follows is dialled. */
const DIALLED =
  /addr|host|url|uri|endpoint|node|server|client|backend|target|broker|upstream|pass$/i;

/** Addresses that an object speaks of: a pod in how it starts, a ConfigMap in its files. */
export const callsOf = once((object: KubernetesObject): readonly (Call | Undecided)[] => {
  if (object.kind === "ConfigMap") return callsInFiles(object);
  return podsOf(object).flatMap((pod) =>
    containersOf(pod).flatMap(({ title, spec }) => [
      ...list(spec.env).flatMap((entry) =>
        reading(() => {
          const { name, value } = entry;
          return calls(`${title}, ${name}`, [{ key: String(name), value: String(value ?? "") }]);
        }),
      ),
      ...reading(() => {
        const words = [...list(spec.command), ...list(spec.args)].map(String);
        return calls(title, spokenOn(words));
      }),
    ]),
  );
});

/** What a pod dials: by how it starts, and by the ConfigMaps that it uses. */
export function dialled(pod: OwnedPod, stack: Stack): readonly Call[] {
  const files = configMapsFor(pod, pod.of, stack);
  return [pod.of, ...files]
    .flatMap(callsOf)
    .flatMap((call) => (call instanceof Undecided ? [] : [call]));
}

/** Where an address leads to, seen from a namespace. */
export function targetOf({ address, key }: Call, from: string | undefined, stack: Stack): Target {
  const named = serviceNamed(address.host, from);
  if (named === undefined) return { kind: "outside" };
  const { service: name, namespace } = named;
  const service = stack.find("Service", name, namespace);
  if (service !== undefined) {
    const ports = list(service.manifest.spec.ports);
    const port = ports.find((one) => one.port === address.port);
    if (port !== undefined) return { kind: "service", service, port };
    const open = ports.map((one) => one.port).join(", ");
    return { kind: "missing", why: `${service.title} has no port ${address.port}, only ${open}` };
  }
  const isNamed = /\.svc(\.|$)/.test(address.host) || DIALLED.test(key);
  const namesake = stack.ofKind("Service").find(({ manifest }) => manifest.metadata?.name === name);
  if (!isNamed) return { kind: "outside" };
  if (
    stack.objects.some((object) => namespaceOf(object) === namespace && object.kind === "Service")
  )
    return { kind: "missing", why: `namespace ${namespace} has no Service ${name}` };
  return namesake === undefined
    ? { kind: "outside" }
    : { kind: "missing", why: `Service ${name} is in namespace ${namespaceOf(namesake)}` };
}

function callsInFiles({ manifest }: KubernetesObject): readonly (Call | Undecided)[] {
  return Object.keys(manifest.data ?? {}).flatMap((key) =>
    reading(() => calls(key, spokenIn(key, String(manifest.data[key])))),
  );
}

function calls(where: string, spoken: readonly Spoken[]): readonly Call[] {
  return spoken.flatMap(({ key, value }) =>
    addressesIn(value).map((address) => ({ where, key, address })),
  );
}

/** One value that is not known yet does not hide the others. */
function reading(read: () => readonly Call[]): readonly (Call | Undecided)[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof Undecided) return [error];
    throw error;
  }
}
