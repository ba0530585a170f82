import {
  containersOf,
  type KubernetesObject,
  list,
  type Manifest,
  namespaceOf,
  type Pod,
} from "../objects";
import type { Stack } from "../stack";

/** Something that a pod cannot start without. */
export interface Reference {
  /** Such as `container oap, SW_AUTHENTICATION` or `volume certs`. */
  readonly where: string;
  readonly kind: "ConfigMap" | "Secret" | "PersistentVolumeClaim";
  readonly name: string;
  readonly keys: readonly string[];
}

/** Everything that a pod refers to by name, but for what may be missing. */
export function referencesOf(pod: Pod): readonly Reference[] {
  const { spec } = pod;
  return [
    ...list(spec.volumes).flatMap(volumeReferences),
    ...containersOf(pod).flatMap(({ title, spec: container }) => [
      ...list(container.env).flatMap(({ name, valueFrom }) => [
        ...reference(`${title}, ${name}`, "Secret", valueFrom?.secretKeyRef),
        ...reference(`${title}, ${name}`, "ConfigMap", valueFrom?.configMapKeyRef),
      ]),
      ...list(container.envFrom).flatMap(({ secretRef, configMapRef }) => [
        ...reference(title, "Secret", secretRef),
        ...reference(title, "ConfigMap", configMapRef),
      ]),
    ]),
    ...list(spec.imagePullSecrets).flatMap((one) => reference("imagePullSecrets", "Secret", one)),
  ];
}

/**
 * Keys of what is referred to; `any` where only the cluster knows them, undefined when it is not there.
 * cert-manager makes the Secret of a Certificate.
 */
export function keysOf(
  { kind, name }: Reference,
  owner: KubernetesObject,
  stack: Stack,
): readonly string[] | "any" | undefined {
  const namespace = namespaceOf(owner);
  const found = stack.find(kind, name, namespace);
  if (found !== undefined && kind === "PersistentVolumeClaim") return "any";
  if (found !== undefined) {
    const { data, stringData, binaryData } = found.manifest;
    return [data, stringData, binaryData].flatMap((one) => Object.keys(one ?? {}));
  }
  if (kind !== "Secret") return undefined;
  if (certificateFor(name, namespace, stack) !== undefined)
    return certificateKeys(name, namespace, stack);
  const made = stack
    .ofKind("ExternalSecret", "SealedSecret", "Elasticsearch")
    .some((object) => namespaceOf(object) === namespace && makes(object, name));
  return made ? "any" : undefined;
}

/** The Certificate that a Secret holds. */
export function certificateFor(
  secret: string,
  namespace: string | undefined,
  stack: Stack,
): KubernetesObject | undefined {
  return stack
    .ofKind("Certificate")
    .find((one) => namespaceOf(one) === namespace && one.manifest.spec?.secretName === secret);
}

function certificateKeys(name: string, namespace: string | undefined, stack: Stack): string[] {
  const { keystores, additionalOutputFormats } =
    certificateFor(name, namespace, stack)?.manifest.spec ?? {};
  return [
    ...["tls.crt", "tls.key", "ca.crt"],
    ...(keystores?.jks?.create ? ["keystore.jks", "truststore.jks"] : []),
    ...(keystores?.pkcs12?.create ? ["keystore.p12", "truststore.p12"] : []),
    ...list(additionalOutputFormats).map(({ type }) =>
      type === "DER" ? "key.der" : "tls-combined.pem",
    ),
  ];
}

/** Whether an operator makes a Secret out of an object: ECK derives names from the name of the cluster. */
function makes({ kind, manifest }: KubernetesObject, secret: string): boolean {
  const name = String(manifest.metadata?.name);
  if (kind === "Elasticsearch") return secret.startsWith(`${name}-es-`);
  return (manifest.spec?.target?.name ?? name) === secret;
}

function volumeReferences({ name, secret, configMap, projected, persistentVolumeClaim }: Manifest) {
  const where = `volume ${name}`;
  return [
    ...reference(where, "Secret", secret),
    ...reference(where, "ConfigMap", configMap),
    ...reference(where, "PersistentVolumeClaim", persistentVolumeClaim),
    ...list(projected?.sources).flatMap((source) => [
      ...reference(where, "Secret", source.secret),
      ...reference(where, "ConfigMap", source.configMap),
    ]),
  ];
}

function reference(where: string, kind: Reference["kind"], one: Manifest): Reference[] {
  const name = one?.name ?? one?.secretName ?? one?.claimName;
  if (!name || one.optional === true) return [];
  const keys = one.key ? [one.key] : list(one.items).map(({ key }) => String(key));
  return [{ where, kind, name, keys }];
}
