import { expect, test } from "vitest";
import { attempt } from "../../rule";
import { stackOf } from "../../stack";
import { findingsIn, inPulumi, platform, real } from "../../testing";
import { oapInitWaitsForNoServer } from "./oap-init-waits-for-no-server";

const URN = "urn:pulumi:prod::tracing::kubernetes";

function found(dependencies: { job: string[]; service: string[] }) {
  const server = inPulumi(real("Deployment skywalking-oap"), { urn: `${URN}::server` });
  const service = inPulumi(real("Service skywalking-oap"), {
    urn: `${URN}::service`,
    dependencies: dependencies.service,
  });
  const job = inPulumi(real("Job skywalking-oap-init-3b864bed"), {
    urn: `${URN}::job`,
    dependencies: dependencies.job,
  });
  const context = {
    stack: stackOf([server, service, job]),
    settings: {},
    names: new Set<string>(),
  };
  return attempt(() => oapInitWaitsForNoServer.check(job, context));
}

test("finds a server that the Job waits for, also by way of others", () => {
  const finding = "it waits for Deployment skywalking-oap, which waits for it";
  expect(found({ job: [`${URN}::server`], service: [] })).toEqual([finding]);
  expect(found({ job: [`${URN}::service`], service: [`${URN}::server`] })).toEqual([finding]);
});

test("finds nothing where the Job waits for others, nor where nobody knows", () => {
  expect(found({ job: [`${URN}::service`, `${URN}::job`], service: [] })).toEqual([]);
  expect(findingsIn(oapInitWaitsForNoServer, platform())).toEqual([]);
});
