import type { KubernetesObject, Manifest } from "../objects";
import { objectOf } from "../stack";
import { UNKNOWN } from "../unknown";

/** Marks a special value in the state, and says that it is a secret: sdk/go/common/resource/sig of Pulumi 3. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Whether this is what `pulumi stack export` says. */
export function isExport(content: Manifest): boolean {
  return Array.isArray(content?.deployment?.resources);
}

/** The Kubernetes objects of an exported stack; secret values are not known, only where they are. */
export function objectsOfExport({ deployment }: Manifest): KubernetesObject[] {
  const resources: Manifest[] = deployment.resources;
  return resources
    .filter(({ type, delete: isLeaving }) => type.startsWith("kubernetes:") && isLeaving !== true)
    .filter(({ type }) => !type.endsWith("Patch"))
    .map(({ type, urn, inputs = {}, protect, retainOnDelete, provider, dependencies }) => {
      const [, group, kind] = type.split(":");
      const manifest = { apiVersion: group.replace(/^core\//, ""), kind, ...known(inputs) };
      return objectOf(manifest, {
        urn,
        type,
        name: urn.split("::").at(-1),
        protect: protect === true,
        retainOnDelete: retainOnDelete === true,
        ...(provider === undefined ? {} : { provider }),
        openSecrets: kind === "Secret" ? openIn(inputs) : [],
        dependencies: dependencies ?? [],
      });
    });
}

/** Paths of a Secret's values that are not encrypted. */
function openIn(inputs: Manifest): string[] {
  return ["data", "stringData"].flatMap((field) => {
    const values: Manifest = inputs[field] ?? {};
    if (values[SIGNATURE] === SECRET) return [];
    const open = Object.entries<Manifest>(values).filter(([, one]) => one?.[SIGNATURE] !== SECRET);
    return open.map(([key]) => `${field}.${key}`);
  });
}

function known(value: Manifest): Manifest {
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  if (value[SIGNATURE] === SECRET)
    return value.plaintext === undefined ? UNKNOWN : known(JSON.parse(value.plaintext));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, part]) => [key, known(part)]),
  );
}
