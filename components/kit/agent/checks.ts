import type { Problem } from "../refusal";
import { mebibytes } from "../size";
import { isAtLeast, isVersion } from "../version";
import { whole } from "../whole";
import type { SettledAgent, SettledQueue } from "./args";
import { isOnDisk } from "./config";

/** The oldest version that reads what is rendered. */
const OLDEST = "0.111.0";

/** Memory that a waiting span of a dozen attributes takes; measured with 0.111. */
const SPAN_BYTES = 2048;

/** From here on the memory limiter refuses what comes. */
const LIMITED_PERCENT = 60;

/** Checks that hold for every agent. */
export function agentChecks(agent: SettledAgent, queue: SettledQueue): (true | Problem)[] {
  const { version, receives, signals, batch } = agent;
  const { otlp, jaeger, datagramQueue } = receives;
  const { requests, limits } = agent.resources;
  const seconds = { least: 1, unit: "seconds" };
  const others = signals.filter((signal) => signal !== "traces");
  return [
    (isVersion(version) && isAtLeast(version, OLDEST)) || {
      field: "version",
      got: version,
      want: `${OLDEST} or later`,
    },
    ...targetChecks(agent),
    otlp.length + jaeger.length > 0 || {
      field: "receives",
      got: { otlp, jaeger },
      want: "a protocol or more: nothing could be sent to it",
    },
    whole("receives.datagramQueue", datagramQueue, { least: 1 }),
    signals.length > 0 || { field: "signals", got: signals, want: "one or more" },
    others.length === 0 ||
      otlp.length > 0 || {
        field: "signals",
        got: others,
        want: "traces alone, or receives.otlp: Jaeger's protocols know nothing else",
      },
    whole("batch.size", batch.size, { least: 1 }),
    whole("batch.most", batch.most, { least: batch.size }),
    whole("batch.seconds", batch.seconds, seconds),
    whole("queue.requests", queue.requests, { least: 1 }),
    whole("queue.consumers", queue.consumers, { least: 1 }),
    whole("queue.retrySeconds", queue.retrySeconds, seconds),
    fitsCheck(agent, queue),
    mebibytes(requests.memory) <= mebibytes(limits.memory) || {
      field: "resources.requests.memory",
      got: requests.memory,
      want: `no more than the limit, ${limits.memory}`,
    },
  ];
}

/** A full queue must leave the memory limiter room: it would refuse what the queue has place for. */
function fitsCheck(agent: SettledAgent, queue: SettledQueue): true | Problem {
  const { requests } = queue;
  const { size } = agent.batch;
  const { memory } = agent.resources.limits;
  const needed = Math.ceil((requests * size * SPAN_BYTES) / 2 ** 20);
  const room = Math.floor((mebibytes(memory) * LIMITED_PERCENT) / 100);
  return (
    isOnDisk(queue) ||
    needed <= room || {
      field: "queue.requests",
      got: requests,
      want:
        `${Math.floor((room * 2 ** 20) / (size * SPAN_BYTES))} or less, or more memory: ` +
        `${requests} batches of ${size} take ${needed}Mi, more than ${LIMITED_PERCENT} % of ${memory}`,
    }
  );
}

function targetChecks({ to, sampling }: SettledAgent): (true | Problem)[] {
  const { endpoint, ca, identity } = to;
  const { speaks } = endpoint;
  const isSecure = speaks === "grpcs" || speaks === "https";
  return [
    speaks !== "tcp" || {
      field: "to.endpoint",
      got: "one that speaks tcp",
      want: "one that speaks grpc, grpcs, http or https",
    },
    isSecure ||
      (ca ?? identity) === undefined || {
        field: "to.endpoint",
        got: `one that speaks ${speaks}`,
        want: "one of grpcs or https, or leave to.ca and to.identity out: nothing is verified",
      },
    sampling === undefined ||
      sampling.endpoint.speaks === "grpc" ||
      sampling.endpoint.speaks === "grpcs" || {
        field: "sampling.endpoint",
        got: `one that speaks ${sampling.endpoint.speaks}`,
        want: "one that speaks grpc or grpcs",
      },
    whole("sampling.reloadSeconds", sampling?.reloadSeconds, { least: 1, unit: "seconds" }),
  ];
}
