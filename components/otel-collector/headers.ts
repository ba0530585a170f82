import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretKey } from "../kit/env";
import { fromFile } from "../kit/otel/settings";
import { FOLDERS } from "./folders";
import { destinations } from "./parts";
import type { Settled } from "./settled";

/** What an exporter reads a header from. */
export function headerValue(exporter: string, header: string): string {
  return fromFile(`${FOLDERS.headers}/${fileOf(exporter, header)}`);
}

/** Headers that are given as text, by file: they belong into a Secret. */
export function headerTexts({ exporters }: Settled): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    everyHeader(exporters).flatMap(([file, value]) =>
      isSecret(value) ? [] : [[file, value] as const],
    ),
  );
}

/** Where the files come from: those given as text from this Secret. */
export function headerSources(
  { exporters }: Settled,
  texts: pulumi.Input<string> | undefined,
): k8s.types.input.core.v1.VolumeProjection[] {
  return everyHeader(exporters).flatMap(([path, value]) => {
    if (isSecret(value)) {
      const { name, key } = value.secret;
      return [{ secret: { name, items: [{ key, path }] } }];
    }
    return texts === undefined ? [] : [{ secret: { name: texts, items: [{ key: path, path }] } }];
  });
}

type Header = pulumi.Input<string> | { secret: SecretKey };

function everyHeader(exporters: Settled["exporters"]): [file: string, value: Header][] {
  return destinations(exporters).flatMap(([name, { headers = {} }]) =>
    Object.entries(headers).map(([header, value]): [string, Header] => [
      fileOf(name, header),
      value,
    ]),
  );
}

function fileOf(exporter: string, header: string): string {
  return `${exporter}-${header}`;
}

function isSecret(header: Header): header is { secret: SecretKey } {
  return typeof header === "object" && "secret" in header;
}
