import { extraEnvChecks } from "../kit/env";
import { NODE_NAME } from "../kit/otel/kubernetes-attributes";
import { scrapeChecks } from "../kit/otel/prometheus-receiver";
import { POD_IP } from "../kit/otel/settings";
import type { Problem } from "../kit/refusal";
import { scaleChecks } from "../kit/scale";
import { mebibytes } from "../kit/size";
import { isAtLeast, isVersion } from "../kit/version";
import { whole } from "../kit/whole";
import { openPorts } from "./parts";
import { isSingle, type Settled } from "./settled";

/** The oldest version that reads what is rendered. */
export const OLDEST = "0.111.0";

/** Everything that `refuse` is to know of, besides the pipelines. */
export function collectorChecks(settled: Settled): (true | Problem)[] {
  const { version, mode, scale, drainSeconds, preStopSeconds } = settled;
  const { requests, limits } = settled.resources;
  const seconds = { least: 1, unit: "seconds" };
  return [
    (isVersion(version) && isAtLeast(version, OLDEST)) || {
      field: "version",
      got: version,
      want: `${OLDEST} or later`,
    },
    ...(mode.kind === "deployment" ? scaleChecks(scale) : []),
    mode.kind !== "statefulset" || whole("mode.replicas", mode.replicas, { least: 1 }),
    ...jobChecks(settled),
    ...portChecks(settled),
    ...tlsChecks(settled),
    mebibytes(requests.memory) <= mebibytes(limits.memory) || {
      field: "resources.requests.memory",
      got: requests.memory,
      want: `no more than the limit, ${limits.memory}`,
    },
    whole("drainSeconds", drainSeconds, seconds),
    whole("preStopSeconds", preStopSeconds, seconds),
    ...extraEnvChecks(settled.env, {
      [POD_IP]: "another name",
      [NODE_NAME]: "another name",
      GOMEMLIMIT: "resources.limits.memory",
    }),
  ];
}

/** Two that read the same metrics count everything twice. */
function jobChecks(settled: Settled): (true | Problem)[] {
  return Object.entries(settled.receivers).flatMap(([name, receiver]) => {
    if (receiver.kind !== "prometheus") return [];
    const want =
      '{ kind: "deployment", scale: { kind: "fixed", replicas: 1 } }, or a statefulset of 1';
    return [
      isSingle(settled) || { field: "mode", got: settled.mode, want: `${want}: two scrape twice` },
      ...scrapeChecks(`receivers.${name}.jobs`, receiver.jobs),
    ];
  });
}

/** Two that listen at one port: the second does not start. */
function portChecks(settled: Settled): (true | Problem)[] {
  const seen = openPorts(settled).map(({ port, protocol }) => `${port}/${protocol}`);
  const twice = seen.filter((one, index) => seen.indexOf(one) !== index);
  return twice.map((port) => ({ field: "receivers", got: port, want: "each port once" }));
}

function tlsChecks({ exporters, receivers, tls }: Settled): (true | Problem)[] {
  const isUsed = Object.values(receivers).some(({ kind }) => kind === "otlp");
  return [
    tls === undefined ||
      isUsed || { field: "tls", got: "given", want: "a receiver otlp, or leave it out" },
    ...Object.entries(exporters).map(([name, exporter]) => {
      if (exporter.kind === "debug" || exporter.kind === "other") return true;
      const { to, ca, identity } = exporter;
      const isPlain = to.speaks === "grpc" || to.speaks === "http" || to.speaks === "tcp";
      const want = "a place that speaks grpcs or https: without TLS nothing is verified";
      return (
        !(isPlain && (ca ?? identity) !== undefined) || {
          field: `exporters.${name}.to`,
          got: `one that speaks ${to.speaks}`,
          want,
        }
      );
    }),
  ];
}
