import { list, type Manifest } from "../objects";

/** A Secret that a volume shows, by all its keys or some. */
export interface ShownSecret {
  readonly name: string;
  /** None are all. */
  readonly keys: readonly string[];
}

/** Secrets that a volume shows, alone or among others. */
export function secretsIn({ secret, projected }: Manifest): readonly ShownSecret[] {
  const all = [
    ...(secret ? [{ name: secret.secretName, items: secret.items }] : []),
    ...list(projected?.sources).flatMap((source) => (source.secret ? [source.secret] : [])),
  ];
  return all.map(({ name, items }) => ({
    name: String(name),
    keys: list(items).map(({ key }) => String(key)),
  }));
}

/** Whether the key of a certificate is among what is shown. */
export function hasPrivateKey({ keys }: ShownSecret): boolean {
  return keys.length === 0 || keys.includes("tls.key");
}
