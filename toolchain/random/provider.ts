/** The plugin: the same for every kind of resource. A random value never changes once it exists. */

import { isDeepStrictEqual } from "node:util";
import type {
  CheckResult,
  CreateResult,
  DiffResult,
  Provider,
  ReadResult,
} from "@pulumi/pulumi/provider";
import { failures, settle } from "./check";
import { KINDS, type Kind } from "./kinds";
import { schemaOf } from "./schema";
import { type Properties, isProperties, plain, secret } from "./values";

export class RandomProvider implements Provider {
  readonly schema: string;

  /** @param version the release of the official plugin whose names and rules it keeps. */
  constructor(readonly version: string) {
    this.schema = JSON.stringify(schemaOf(version));
  }

  check(urn: string, _olds: unknown, news: unknown): Promise<CheckResult> {
    const kind = KINDS[typeOf(urn)];
    if (!kind) {
      return Promise.resolve({ failures: [{ property: "", reason: this.unsupported(urn) }] });
    }
    const inputs = settle(kind, named(news));
    return Promise.resolve({ inputs, failures: [...failures(kind, inputs)] });
  }

  /** Every input forces a new value: there is nothing to update. */
  diff(...[, urn, olds, news]: Parameters<Required<Provider>["diff"]>): Promise<DiffResult> {
    const [before, after] = [named(olds), named(news)];
    const replaces = Object.keys(this.kind(urn).inputs).filter(
      (name) => !isDeepStrictEqual(plain(before[name]), plain(after[name])),
    );
    return Promise.resolve({ changes: replaces.length > 0, replaces });
  }

  async create(urn: string, properties: unknown): Promise<CreateResult> {
    const kind = this.kind(urn);
    const inputs = named(properties);
    const { id, outs } = await kind.create(named(plain(inputs)));
    const guarded = Object.entries(outs).map(
      ([name, value]) => [name, kind.outputs[name]?.secret ? secret(value) : value] as const,
    );
    return { id, outs: { ...inputs, ...Object.fromEntries(guarded) } };
  }

  /** The state is all there is to read, so a value from elsewhere cannot be imported. */
  read(id: string, urn: string, properties: unknown): Promise<ReadResult> {
    const state = named(properties);
    const missing = Object.keys(this.kind(urn).outputs).filter((name) => !(name in state));
    if (missing.length === 0) return Promise.resolve({ id, props: state });
    return Promise.reject(new Error(`${typeOf(urn)}: the stand-in cannot import. ${this.cure()}`));
  }

  private kind(urn: string): Kind {
    const kind = KINDS[typeOf(urn)];
    if (!kind) throw new Error(this.unsupported(urn));
    return kind;
  }

  private unsupported(urn: string): string {
    const names = Object.keys(KINDS).map((token) => token.split(":")[2]);
    return `${typeOf(urn)}: the stand-in of the random plugin has only ${names.join(", ")}. ${this.cure()}`;
  }

  private cure(): string {
    return `The official plugin can: \`pulumi plugin install resource random ${this.version}\`.`;
  }
}

/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>` */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").pop() ?? urn;
}

/** The properties without what plugins note for themselves (`__defaults`). */
function named(value: unknown): Properties {
  if (!isProperties(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith("__")));
}
