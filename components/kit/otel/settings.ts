import type * as pulumi from "@pulumi/pulumi";

/** A value in the configuration of a Collector. */
export type Setting =
  | pulumi.Input<string>
  | number
  | boolean
  | null
  | readonly Setting[]
  | { readonly [key: string]: Setting };

/** What stands below one key. */
export type Settings = Readonly<Record<string, Setting>>;

/** Parts of one kind by their names, such as `otlp` or `otlp/second`. */
export type Parts = Readonly<Record<string, Settings>>;

/** What a variable of the container holds when the Collector starts. */
export function fromEnv(name: string): string {
  return `\${env:${name}}`;
}

/** What a file of the container holds when the Collector starts. */
export function fromFile(path: string): string {
  return `\${file:${path}}`;
}

/** Variable with the address of the pod: `{ POD_IP: { field: "status.podIP" } }`. */
export const POD_IP = "POD_IP";

/** A port at the address of the pod. By default everything listens at localhost, where no other pod reaches it. */
export function atPod(port: number): string {
  return `${fromEnv(POD_IP)}:${port}`;
}

/** Text that is meant as it is: in `$NAME` and `${…}` the Collector sees variables. */
export function literal(text: string): string {
  return text.replaceAll("$", () => "$$");
}

/** A time as the Collector reads it. */
export function duration(seconds: number): string {
  return `${seconds}s`;
}
