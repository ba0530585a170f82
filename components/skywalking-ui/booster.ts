import { NEW_BEFORE_OLD } from "../kit/availability";
import { type Endpoint, urlOf } from "../kit/endpoint";
import type { Problem } from "../kit/refusal";
import { mebibytes, type Resources } from "../kit/size";
import { isVersion, majorOf } from "../kit/version";
import type { Asked, Page } from "./page";

/** @see https://github.com/apache/skywalking/blob/v10.4.0/docker/ui/Dockerfile */
export const BOOSTER_PORTS = { http: 8080 } as const;

const RESOURCES = {
  requests: { cpu: "100m", memory: "512Mi" },
  limits: { cpu: "1", memory: "512Mi" },
} as const satisfies Resources;

const OWNED = {
  JAVA_OPTS: "resources.limits.memory for the heap, env.JAVA_TOOL_OPTIONS for other options",
  SW_OAP_ADDRESS: "oap.rest",
  SW_SERVER_PORT: "nothing: the port is 8080",
  SW_ZIPKIN_ADDRESS: "oap.zipkin",
} as const;

const HEALTH = { httpGet: { path: "/internal/l7check", port: "http" }, timeoutSeconds: 5 };

/**
 * The page of SkyWalking 9 and 10, a proxy of OAP in Java. It opens its port once an OAP answers
 * `/healthcheck`, which the health checker of OAP serves.
 * @see https://github.com/apache/skywalking/tree/v10.4.0/apm-webapp
 */
export function boosterPage({ version, oap, resources = RESOURCES }: Asked): Page {
  const { rest, zipkin } = oap;
  const heap = Math.floor(mebibytes(resources.limits.memory) / 2);
  return {
    checks: checks({ version, oap, resources }),
    owned: OWNED,
    tag: version,
    ports: BOOSTER_PORTS,
    resources,
    env: {
      JAVA_OPTS: `-Xms${heap}m -Xmx${heap}m -XX:+ExitOnOutOfMemoryError`,
      SW_OAP_ADDRESS: urlOf(rest),
      ...(zipkin === undefined ? {} : { SW_ZIPKIN_ADDRESS: urlOf(zipkin) }),
    },
    secrets: {},
    probes: {
      startupProbe: { ...HEALTH, periodSeconds: 5, failureThreshold: 60 },
      readinessProbe: { ...HEALTH, periodSeconds: 10, failureThreshold: 3 },
      livenessProbe: { tcpSocket: { port: "http" }, periodSeconds: 20, failureThreshold: 3 },
    },
    strategy: NEW_BEFORE_OLD,
    callees: zipkin === undefined ? [rest] : [rest, zipkin],
  };
}

function checks({
  version,
  oap,
  resources,
}: Required<Pick<Asked, "version" | "oap" | "resources">>) {
  const { memory } = resources.limits;
  return [
    isVersion(version) || { field: "version", got: version, want: "a version such as 10.4.0" },
    !isVersion(version) ||
      majorOf(oap.version) >= 11 ||
      majorOf(version) === majorOf(oap.version) || {
        field: "version",
        got: version,
        want: `the version of OAP, ${oap.version}`,
      },
    !(majorOf(oap.version) >= 11) || {
      field: "flavor.kind",
      got: "booster",
      want: `"horizon" for OAP ${oap.version}: booster ended with SkyWalking 10`,
    },
    withoutTls("oap.rest", oap.rest),
    oap.zipkin === undefined || withoutTls("oap.zipkin", oap.zipkin),
    oap.admin === undefined || {
      field: "oap.admin",
      got: "given",
      want: "none: booster has no admin pages",
    },
    mebibytes(memory) >= 384 || {
      field: "resources.limits.memory",
      got: memory,
      want: "384Mi or more",
    },
  ];
}

function withoutTls(field: string, { speaks }: Endpoint): true | Problem {
  const want = '"http": booster calls OAP without TLS';
  return speaks === "http" || { field: `${field}.speaks`, got: speaks, want };
}
