import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Fields } from "../pack/resource";
import { UNKNOWN } from "../unknown";

/**
 * A map with this key is no map but what its value says.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/plugin/rpc.go
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** What the engine writes where a value is not known yet: one for each kind of value. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  UNKNOWN_TEXT,
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Properties as the engine writes them. */
export type Written = Record<string, JavaScriptValue>;

/**
 * Properties to be read and changed: a secret stands there as its value, and whatever is changed is
 * written as a secret where one was.
 */
export class Properties {
  readonly fields: Fields;
  /** Keys of secret values, by the map or list that holds them. */
  private readonly secrets = new Map<object, Set<string>>();

  constructor(written: Written) {
    this.fields = this.readMap(written);
  }

  /** As the engine wants them back. */
  written(): Written {
    return Object.fromEntries(this.entries(this.fields));
  }

  private read(written: unknown): unknown {
    if (UNKNOWNS.has(written)) return UNKNOWN;
    if (Array.isArray(written))
      return this.hiding(written, (parts) => parts.map(([, part]) => part));
    return isHolder(written) ? this.readMap(written) : written;
  }

  private readMap(written: object): Fields {
    return this.hiding(written, (parts) => Object.fromEntries(parts));
  }

  /** Makes a map or list of what was written, and notes which parts of it are secret. */
  private hiding<T extends object>(
    written: object,
    make: (parts: (readonly [key: string, part: unknown])[]) => T,
  ): T {
    const entries: [string, unknown][] = Object.entries(written);
    const parts = entries.map(([key, part]) => ({ key, part, open: opened(part) }));
    const holder = make(parts.map(({ key, open }) => [key, this.read(open)]));
    const hidden = parts.filter(({ part, open }) => part !== open).map(({ key }) => key);
    if (hidden.length > 0) this.secrets.set(holder, new Set(hidden));
    return holder;
  }

  private write(value: unknown): JavaScriptValue {
    if (value === UNKNOWN) return UNKNOWN_TEXT;
    if (Array.isArray(value)) return this.entries(value).map(([, part]) => part);
    if (isHolder(value)) return Object.fromEntries(this.entries(value));
    return value ?? null;
  }

  /** A field that is there and undefined counts as missing. */
  private entries(holder: object): [string, JavaScriptValue][] {
    const secret = this.secrets.get(holder);
    return Object.entries(holder)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => {
        const value = this.write(part);
        return [key, secret?.has(key) ? { [SIGNATURE]: SECRET, value } : value];
      });
  }
}

/** What a secret hides, a secret inside of it included; anything else as it is. */
function opened(written: unknown): unknown {
  const isSecret = isHolder(written) && Reflect.get(written, SIGNATURE) === SECRET;
  return isSecret ? opened(Reflect.get(written, "value")) : written;
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
