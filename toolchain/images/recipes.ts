import { join } from "node:path";
import { FOLDERS } from "../folders";
import type { Recipe } from "./recipe";
import { COREDNS, METRICS_SERVER, PAUSE } from "./recipes/cluster";
import { applications } from "./recipes/demo";
import { ELASTICSEARCH } from "./recipes/elasticsearch";
import { NGINX } from "./recipes/nginx";
import { SKYWALKING_OAP_SERVER } from "./recipes/skywalking-oap-server";

/** Every image that can be made. */
export const RECIPES: readonly Recipe[] = [
  PAUSE,
  COREDNS,
  METRICS_SERVER,
  ELASTICSEARCH,
  SKYWALKING_OAP_SERVER,
  NGINX,
  ...applications(join(FOLDERS.root, "demo")),
];
