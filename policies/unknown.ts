/** Stands in an object where the value is not known yet: at preview, what only the cluster will tell. */
export const UNKNOWN = Symbol("unknown");

/** A check came upon a value that is not known yet. */
export class Undecided extends Error {
  /** @param path of the value in its object, such as `spec.replicas` */
  constructor(
    readonly path: string,
    message = `${path} is not known yet`,
  ) {
    super(message);
    this.name = "Undecided";
  }
}

/**
 * The same value, safe to look into: whoever reads an unknown one of its parts stops there with
 * `Undecided`. A value without unknown parts is returned as it is, at no cost.
 */
export function readable(value: unknown, path = ""): unknown {
  return isFullyKnown(value) ? value : guarded(value, path);
}

function isFullyKnown(value: unknown): boolean {
  if (value === UNKNOWN) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isFullyKnown);
}

function guarded(value: unknown, path: string): unknown {
  if (value === UNKNOWN) throw new Undecided(path);
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const part: unknown = Reflect.get(target, key);
      const own = typeof key === "string" && Object.hasOwn(target, key);
      return own ? guarded(part, pathTo(path, key, target)) : part;
    },
  });
}

function pathTo(path: string, key: string, target: object): string {
  if (Array.isArray(target)) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}
