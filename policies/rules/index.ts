import type { Rule } from "../rule";
import { AVAILABILITY } from "./availability";
import { IMAGES } from "./images";
import { HYGIENE } from "./hygiene";
import { LIFECYCLE } from "./lifecycle";
import { POD_SECURITY } from "./pod-security";
import { WIRING } from "./wiring";
import { EXPOSURE } from "./exposure";
import { RBAC } from "./rbac";
import { SKYWALKING } from "./skywalking";
import { SATELLITE } from "./satellite";
import { ELASTICSEARCH } from "./elasticsearch";
import { JAEGER } from "./jaeger";
import { COLLECTOR } from "./collector";
import { CERTIFICATES } from "./certificates";

/** Every rule, by family. */
export const RULES: readonly Rule[] = [
  ...POD_SECURITY,
  ...IMAGES,
  ...AVAILABILITY,
  ...LIFECYCLE,
  ...HYGIENE,
  ...WIRING,
  ...EXPOSURE,
  ...RBAC,
  ...SKYWALKING,
  ...SATELLITE,
  ...ELASTICSEARCH,
  ...JAEGER,
  ...COLLECTOR,
  ...CERTIFICATES,
];
