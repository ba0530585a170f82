/** What a text of Java options says about the heap, in bytes; the last word counts. */
export interface Heap {
  readonly min?: number;
  readonly max?: number;
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
};

/** `-Xms1g -Xmx1g`. */
export function heapOf(options: string): Heap {
  const min = sizeAfter("-Xms", options);
  const max = sizeAfter("-Xmx", options);
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function sizeAfter(flag: string, options: string): number | undefined {
  const all = [...options.matchAll(/(-Xm[sx])([0-9]+)([kmgtKMGT]?)(?=\s|$)/g)];
  const last = all.filter((match) => match[1] === flag).at(-1);
  return last && Number(last[2]) * (UNITS[String(last[3]).toLowerCase()] ?? Number.NaN);
}
