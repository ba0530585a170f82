import * as pulumi from "@pulumi/pulumi";

/**
 * A value that is known when other resources are there, so that what takes it comes after them.
 *
 * A Service takes its selector so, after its workload: made earlier, it waits for pods, and takes one of the
 * places that an update has for work at a time (`pulumi up --parallel`, four for each core). Once all are taken
 * by Services, no workload can begin.
 */
export function after<T>(
  value: pulumi.Output<T>,
  others: readonly pulumi.Resource[],
): pulumi.Output<T>;
// eslint-disable-next-line @typescript-eslint/unified-signatures -- of a union, T would be the Output itself
export function after<T>(value: T, others: readonly pulumi.Resource[]): pulumi.Output<T>;
export function after(value: unknown, others: readonly pulumi.Resource[]) {
  return pulumi.all(others.map(({ urn }) => urn)).apply(() => value);
}
