import { list, type Manifest } from "../objects";

/** The entry of a variable; where a name stands twice the last one counts, as for the kubelet. */
export function variable(container: Manifest, name: string): Manifest {
  return list(container.env)
    .filter((entry) => entry.name === name)
    .at(-1);
}

/** The value of a variable that is written out; undefined where it is not, or comes from elsewhere. */
export function valueOf(container: Manifest, name: string): string | undefined {
  const value = variable(container, name)?.value;
  return value === undefined || value === null ? undefined : String(value);
}

/** Whether a variable is given, if only by an object whose keys all become variables. */
export function isGiven(container: Manifest, name: string): boolean {
  return variable(container, name) !== undefined || list(container.envFrom).length > 0;
}

/** A number that is written out, or what the program takes without it. */
export function numberOf(container: Manifest, name: string, otherwise: number): number {
  const value = valueOf(container, name);
  return value === undefined || value === "" ? otherwise : Number(value);
}

/** `a=b,c=d` as labels. */
export function labelsIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split(",")
      .filter((pair) => pair.includes("="))
      .map((pair) => pair.split("=").map((word) => word.trim())),
  );
}
