import { join } from "node:path";
import { FOLDERS } from "../folders";
import type { Recipe } from "./recipe";
import { CERT_MANAGER } from "./recipes/cert-manager";
import { COREDNS, METRICS_SERVER, PAUSE } from "./recipes/cluster";
import { applications } from "./recipes/demo";
import { ELASTICSEARCH } from "./recipes/elasticsearch";
import { JAEGER } from "./recipes/jaeger";
import { NGINX } from "./recipes/nginx";
import { OPENTELEMETRY_COLLECTOR_K8S } from "./recipes/opentelemetry-collector-k8s";
import { SKYWALKING_OAP_SERVER } from "./recipes/skywalking-oap-server";

/** Every image that can be made. */
export const RECIPES: readonly Recipe[] = [
  PAUSE,
  COREDNS,
  METRICS_SERVER,
  ELASTICSEARCH,
  SKYWALKING_OAP_SERVER,
  NGINX,
  ...JAEGER,
  OPENTELEMETRY_COLLECTOR_K8S,
  ...CERT_MANAGER,
  ...applications(join(FOLDERS.root, "demo")),
];
