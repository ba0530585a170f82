/**
 * `make demo`: the platform, three services that call each other, and their traces as a table: what one
 * shows a colleague. Can run again: then only requests are sent.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { aligned } from "../scripts/aligned";
import { DEMO_SERVICES, applyDemo } from "./demo/apply";
import { OapReader } from "./demo/oap-reader";
import { type Shown, demoTables } from "./demo/tables";
import { drive } from "./demo/traffic";
import { ensureImages } from "./images";
import { importImages } from "./node";
import { formatElapsed } from "./progress";
import type { Whereabouts } from "./stack/home";
import { type Access, kubectlOf } from "./stack/live";
import { toolFor } from "./stack/outputs";
import { accessOf, factsOf } from "./stack/stack-file";
import { Forward } from "./verify/forward";

const REQUESTS = 20;
/** From outside to frontend, to orders, to stock. */
const CALLS = 3;
/** Metrics and topology show what came up to this long ago. */
const SHOW_MS = 120_000;

/**
 * Shows traces of a platform that is up.
 *
 * @param began when the command was started
 * @returns whether every request is there as a trace
 */
export async function demo(where: Whereabouts, began: number): Promise<boolean> {
  const { place, progress } = where;
  const kubectl = kubectlOf(place);
  const access = await accessOf(where);
  if (access === undefined) throw new Error(`stack ${place.stack} is not deployed`);
  if (where.real !== undefined) {
    const names = DEMO_SERVICES.map((name) => `docker.io/kube-tracing/demo-${name}:1.0.0`);
    await importImages(await ensureImages(names, undefined, progress), where.real);
  }
  const services = progress.step("demo services");
  services.now("starting");
  await applyDemo(kubectl, access);
  services.done(DEMO_SERVICES.join(", "));

  const to = (namespace: string, name: string, ports: number[]) =>
    Forward.to(kubectl, access, { namespace, name, ports });
  const frontend = await to("demo", "service/frontend", [8080]);
  const oap = await to(factsOf(place).namespace, "service/skywalking-oap", [12800, 9412]);
  try {
    const step = progress.step("traces");
    const target = { port: frontend.portOf(8080), path: "/checkout" };
    step.now(`sending ${REQUESTS} requests`);
    const sent = Date.now();
    const called = await drive({ ...target, count: REQUESTS });
    step.now("waiting until OAP shows them");
    const ports = { rest: oap.portOf(12800), zipkin: oap.portOf(9412) };
    const reader = new OapReader(ports, sent);
    const isThere = (shown: Shown) => tracesOfEach(shown) >= called.answered;
    const shown = await seen(reader, sent, isThere);
    const isAll = called.answered === REQUESTS && isThere(shown);
    const found = Math.min(tracesOfEach(shown), called.answered);
    const told = `${called.answered} of ${REQUESTS} requests answered, ${found} traces of each service`;
    if (isAll) step.done(told);
    else step.failed(told);
    progress.say(`\n${demoTables(shown)}\n`);
    progress.say(nextSteps(kubectl, access, factsOf(place).namespace));
    progress.say(`\nFrom the command to these tables: ${formatElapsed(Date.now() - began)}`);
    return isAll;
  } finally {
    frontend.close();
    oap.close();
  }
}

/** How many traces every service took part in. */
function tracesOfEach({ services, zipkinTraces }: Shown): number {
  return Math.min(services["frontend"] ?? 0, services["orders"] ?? 0, zipkinTraces);
}

/** What OAP shows once everything is there, or when time is over. */
async function seen(
  reader: OapReader,
  sent: number,
  isThere: (shown: Shown) => boolean,
): Promise<Shown> {
  for (const end = Date.now() + SHOW_MS; ; await sleep(2000)) {
    const shown = await look(reader, sent).catch((error: unknown) => {
      // While the first data comes in, OAP refuses some questions.
      if (Date.now() < end) return undefined;
      throw error;
    });
    if (shown === undefined) continue;
    const isAll = shown.calls.length >= CALLS && isThere(shown);
    if (isAll || Date.now() > end) return shown;
  }
}

async function look(reader: OapReader, sent: number): Promise<Shown> {
  const services: Record<string, number> = {};
  for (const name of await reader.services()) services[name] = (await reader.traces(name)).length;
  const [newest] = await reader.traces("frontend", 1);
  return {
    services,
    calls: await reader.calls(),
    spans: newest === undefined ? [] : await reader.spans(newest.traceIds[0] ?? ""),
    zipkinTraces: (await reader.zipkinTraces("stock")).length,
    afterMs: Date.now() - sent,
  };
}

/** Commands that lead to what was shown. */
function nextSteps(kubectl: string, access: Access, namespace: string): string {
  const tool = toolFor(kubectl, { ...access, isLocal: true });
  return [
    "Where to look:",
    aligned([
      ["  is anything wrong?", "make verify NODE=real"],
      [
        "  GraphQL on 127.0.0.1:12800",
        `${tool} -n ${namespace} port-forward service/skywalking-oap 12800`,
      ],
      ["  send more requests", "make demo"],
      ["  logs of a component", "make logs APP=oap NODE=real"],
      ["  remove everything", "make down NODE=real"],
    ]),
  ].join("\n");
}
