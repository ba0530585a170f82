/** A host and a port that a text speaks of. */
export interface Address {
  /** As written: `skywalking-oap.tracing.svc:12800`. */
  readonly text: string;
  readonly host: string;
  readonly port: number;
  /** Whether https stands before it. */
  readonly isSecured: boolean;
}

const NAME = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const WITHIN = new RegExp(
  String.raw`(?<![\w.*-])(${NAME}(?:\.${NAME})*\.svc(?:\.cluster\.local)?):([0-9]{1,5})(?![\w.])`,
  "g",
);
const AFTER_SCHEME = new RegExp(
  String.raw`[a-z+]+:/{2,3}(${NAME}(?:\.${NAME})*):([0-9]{1,5})`,
  "g",
);
const WHOLE = new RegExp(String.raw`^(${NAME}(?:\.${NAME})*):([0-9]{1,5})$`);

/**
 * Addresses in a text: names of Services wherever they stand, other hosts behind a scheme or where the
 * text is nothing but addresses: `es-0:9200,es-1:9200`.
 */
export function addressesIn(text: string): readonly Address[] {
  const parts = text.split(/[,\s]+/).filter((part) => part !== "");
  const wholes = parts.map((part) => WHOLE.exec(part));
  const matches = [
    ...text.matchAll(WITHIN),
    ...text.matchAll(AFTER_SCHEME),
    ...(wholes.every((match) => match !== null) ? wholes : []),
  ];
  const found = matches.map(([, host = "", port]): [string, Address] => {
    const address = `${host}:${port}`;
    const isSecured = text.includes(`https://${address}`) || text.includes(`grpcs://${address}`);
    return [address, { text: address, host, port: Number(port), isSecured }];
  });
  return [...new Map(found).values()];
}

/** Whether a host is an IPv4 address. */
export function isIp(host: string): boolean {
  return /^[0-9]+(?:\.[0-9]+){3}$/.test(host);
}

/** Whether a host is the pod itself. */
export function isLocal(host: string): boolean {
  return host === "localhost" || host === "0.0.0.0" || host.startsWith("127.");
}

/**
 * Which Service a host names, seen from a namespace; undefined for what lies outside of the cluster.
 * The name of a pod behind a headless Service names that Service.
 */
export function serviceNamed(
  host: string,
  from: string | undefined,
): { service: string; namespace: string | undefined } | undefined {
  if (isIp(host) || isLocal(host)) return undefined;
  const inside = /^(.*)\.svc(?:\.cluster\.local)?$/.exec(host);
  const parts = (inside?.[1] ?? host).split(".");
  const [service, namespace] = parts.slice(-2);
  if (inside !== null)
    return namespace === undefined || service === undefined ? undefined : { service, namespace };
  const [first, second, ...more] = parts;
  if (first === undefined || more.length > 0) return undefined;
  return { service: first, namespace: second ?? from };
}
