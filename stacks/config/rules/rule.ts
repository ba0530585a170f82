import type { z } from "zod";
import type { PlatformInput } from "../platform";

/** Paths into the platform, as `skywalking.oap.retention.recordsDays`. */
export type Path<T = PlatformInput> = T extends readonly unknown[]
  ? never
  : T extends object
    ? { [K in keyof T & string]-?: K | `${K}.${Path<NonNullable<T[K]>>}` }[keyof T & string]
    : never;

/** The value at a path as far as it fits the schema; what does not fit is reported elsewhere. */
export type At = <S extends z.ZodType>(path: Path, schema: S) => z.output<S> | undefined;

/** What cannot stay as it is, and what to give instead. */
export type Finding = { path: Path; want: string };

/** Looks at a platform, which may be wrong in other ways too. */
export type Rule = (at: At) => Finding[];
