import { expect, test } from "vitest";
import { parse } from "yaml";
import { samplingChecks, samplingEnv, samplingFile } from "./sampling";

test("nothing given is every trace", () => {
  expect(parse(samplingFile({}))).toEqual({ default: { rate: 10000, duration: -1 }, services: [] });
  expect(samplingEnv({})).toEqual({ SW_FORCE_SAMPLE_ERROR_SEGMENT: "true" });
});

test("a policy for all and one for a service", () => {
  const sampling = {
    ratePerTenThousand: 100,
    slowerThanMs: 3000,
    keepErrors: false,
    services: { checkout: { ratePerTenThousand: 10000 } },
  };
  expect(parse(samplingFile(sampling))).toEqual({
    default: { rate: 100, duration: 3000 },
    services: [{ name: "checkout", rate: 10000 }],
  });
  expect(samplingEnv(sampling)).toEqual({ SW_FORCE_SAMPLE_ERROR_SEGMENT: "false" });
  expect(samplingChecks(sampling)).toEqual([true, true, true, true]);
});

test.each([-1, 10001, 0.5, Number.NaN])("a rate of %s is refused", (ratePerTenThousand) => {
  expect(samplingChecks({ services: { a: { ratePerTenThousand } } })[2]).toEqual({
    field: "sampling.services.a.ratePerTenThousand",
    got: ratePerTenThousand,
    want: "a whole number, 0 to 10000",
  });
});
