const SECONDS: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  "": 1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/**
 * A duration as Go, Kubernetes or NGINX write it, in seconds: `"2160h0m0s"`, `"1d"`, `"200ms"`, `"60"`.
 * `NaN` for anything else.
 */
export function seconds(text: unknown): number {
  const parts = String(text).match(/[0-9.]+[a-zA-Z]*/g) ?? [];
  if (parts.length === 0 || parts.join("") !== String(text).replaceAll(" ", "")) return Number.NaN;
  return parts
    .map((part) => {
      const [, number, unit = ""] = /^([0-9.]+)([a-zA-Z]*)$/.exec(part) ?? [];
      return Number(number) * (SECONDS[unit] ?? Number.NaN);
    })
    .reduce((sum, one) => sum + one, 0);
}
