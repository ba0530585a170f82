/** The life of a platform whose pods really run: each part begins where the one before it ended. */

import { afterAll, beforeAll } from "vitest";
import { real } from "./life/platform";
import "./life/up";
import "./life/so11y";
import "./life/jaeger";
import "./life/hardening";
import "./life/restart";
import "./life/broken";

beforeAll(async () => {
  await real.start();
  await real.certificate("ensure");
});
afterAll(() => real.end());
