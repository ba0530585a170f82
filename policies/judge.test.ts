import { describe, expect, test } from "vitest";
import type { Exception } from "./exception";
import { judge } from "./judge";
import { privileged } from "./rules/pod-security/privileged";
import { objectOf, stackOf } from "./stack";
import { real } from "./testing";
import { UNKNOWN } from "./unknown";

const NAME = "policies.kube-tracing.io/no-privileged-container";
const TODAY = "2026-11-21";

/** What the rule says about OAP, privileged or not, with an annotation or configured exceptions. */
function asked(
  isPrivileged: unknown,
  { annotation, exceptions = [] }: { annotation?: string; exceptions?: Exception[] } = {},
) {
  const manifest = real("Deployment skywalking-oap", ({ metadata, spec }) => {
    if (annotation !== undefined) metadata.annotations = { [NAME]: annotation };
    spec.template.spec.containers[0].securityContext.privileged = isPrivileged;
  });
  const object = objectOf(manifest);
  const about = { stack: stackOf([object]), settings: {}, exceptions, names: new Set<string>() };
  return judge(privileged, object, { ...about, today: TODAY });
}

const VIOLATION = "container oap is privileged";
const NOTHING = { violations: [], undecided: [], excepted: [] };

test("a violation, nothing, and what cannot be decided", () => {
  expect(asked(true)).toEqual({ ...NOTHING, violations: [VIOLATION] });
  expect(asked(false)).toEqual(NOTHING);
  expect(asked(UNKNOWN)).toEqual({
    ...NOTHING,
    undecided: ["spec.template.spec.containers[0].securityContext.privileged is not known yet"],
  });
});

test("an object of another shape is undecided, and says so", () => {
  const object = objectOf({ kind: "Deployment", metadata: { name: "oap" } });
  const about = { stack: stackOf([]), settings: {}, exceptions: [], names: new Set<string>() };
  expect(judge(privileged, object, { ...about, today: TODAY })).toEqual({
    ...NOTHING,
    undecided: [
      "it is not shaped as no-privileged-container expects: Cannot read properties of undefined (reading 'template')",
    ],
  });
});

describe("an exception by annotation", () => {
  test("lets pass to the end of its last day", () => {
    for (const until of [TODAY, "2026-11-22"])
      expect(asked(true, { annotation: `${until} an agent of the node` })).toEqual({
        ...NOTHING,
        excepted: [{ message: VIOLATION, until, reason: "an agent of the node" }],
      });
  });

  test("is a violation after it, needed or not", () => {
    const annotation = "2026-11-20: an agent of the node";
    expect(asked(true, { annotation }).violations).toEqual([
      `${VIOLATION} (annotation ${NAME} expired on 2026-11-20)`,
    ]);
    expect(asked(false, { annotation }).violations).toEqual([
      `annotation ${NAME} expired on 2026-11-20, and nothing needs it any more: remove it`,
    ]);
  });

  test.each(["", "because", "2026-11-22", "2026-13-40 because", "tomorrow because"])(
    "cannot be %j",
    (annotation) => {
      expect(asked(true, { annotation }).violations).toEqual([
        VIOLATION,
        `annotation ${NAME} is "${annotation}"; give a last day and a reason, such as 2027-01-31 waits for version 2`,
      ]);
    },
  );
});

describe("an exception by configuration", () => {
  const exceptions = (object: string, until = "2027-01-31") => [{ object, reason: "why", until }];

  test.each([
    "Deployment skywalking-oap",
    "Deployment tracing/skywalking-oap",
    "Deployment sky*oap",
  ])("names %s", (object) => {
    expect(asked(true, { exceptions: exceptions(object) }).excepted).toEqual([
      { message: VIOLATION, until: "2027-01-31", reason: "why" },
    ]);
  });

  test.each(["Deployment oap", "Deployment other/skywalking-oap", "StatefulSet skywalking-oap"])(
    "is not about %s",
    (object) => {
      expect(asked(true, { exceptions: exceptions(object) }).violations).toEqual([VIOLATION]);
    },
  );

  test("comes before the annotation", () => {
    const annotation = "2027-06-30 later";
    const given = exceptions("Deployment skywalking-oap", "2026-01-31");
    expect(asked(true, { annotation, exceptions: given }).violations).toEqual([
      `${VIOLATION} (the exception for Deployment skywalking-oap in the configuration of no-privileged-container expired on 2026-01-31)`,
    ]);
  });
});
