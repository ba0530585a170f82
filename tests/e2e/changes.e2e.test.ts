/** What a platform that runs goes through later: it is scaled, its secrets rotate, and its parts fail. */

import { afterAll, beforeAll } from "vitest";
import { BEHIND_GATEWAY, real } from "./life/platform";
import "./life/cluster";
import "./life/rotation";
import "./life/faults";

beforeAll(async () => {
  await real.start();
  await real.certificate("ensure");
  real.configure(BEHIND_GATEWAY);
  await real.up();
});
afterAll(() => real.end());
