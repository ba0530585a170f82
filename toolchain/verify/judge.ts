/** Judges what was seen: each line holds, or says what is wrong and what to do. */

import type {
  Answer,
  Dial,
  Observations,
  Schema,
  SeenJob,
  SeenOap,
  SeenOapPod,
  SeenService,
  Template,
} from "./observations";

/** One line of the table. */
export interface Line {
  /** What was looked at, such as `cluster of skywalking-oap`. */
  what: string;
  /** What was seen. */
  seen: string;
  /** What to do; absent when all is well. */
  cure?: string;
}

/** Every line, in the order in which one would look. */
export function judge(seen: Observations): Line[] {
  return [
    ...nothing(seen),
    ...seen.services.map((service) => judgeService(service, seen)),
    ...seen.dials.map((dial) => judgeDial(dial, seen)),
    ...seen.oaps.map((oap) => judgeInit(oap, seen)),
    ...(seen.schema === undefined ? [] : [judgeSchema(seen.schema, seen)]),
    ...(seen.isSimulated ? [] : seen.oaps.flatMap((oap) => judgeOap(oap, seen))),
  ];
}

/** Whether everything holds. */
export const isFine = (lines: readonly Line[]): boolean =>
  lines.every(({ cure }) => cure === undefined);

function nothing({ namespace, services, oaps }: Observations): Line[] {
  if (services.length + oaps.length > 0) return [];
  const what = `namespace ${namespace}`;
  return [{ what, seen: "nothing of the platform is there", cure: "deploy it: make up" }];
}

function judgeService(service: SeenService, { namespace }: Observations): Line {
  const { name, ready, pods, ports, workload } = service;
  const line = { what: `Service ${name}`, seen: `${ready} of ${pods} pods ready` };
  const closed = ports.filter(({ isOpen }) => !isOpen).map(({ port }) => port);
  if (closed.length > 0)
    return {
      ...line,
      seen: `${line.seen}, but ${closed.join(", ")} leads to no port of theirs`,
      cure: `its ports are not those of its pods: ${anew("service", name, namespace)}`,
    };
  if (ready > 0) return line;
  if (pods > 0)
    return {
      ...line,
      cure: `its clients reach nobody: \`kubectl -n ${namespace} get pods\` says why they are not ready`,
    };
  return {
    ...line,
    cure:
      workload === undefined
        ? `nothing makes pods with its labels: ${anew("service", name, namespace)}`
        : `${workload} makes no pods: ${scaled(workload, namespace)}`,
  };
}

/** Refresh notices with every provider what is gone, and with a current one only what is changed. */
const anew = (kind: string, name: string, namespace: string) =>
  `kubectl -n ${namespace} delete ${kind} ${name}, then make refresh up`;

const scaled = (workload: string, namespace: string) =>
  `kubectl -n ${namespace} scale ${workload} --replicas=<as configured>`;

function judgeDial({ from, service, port }: Dial, { services, namespace }: Observations): Line {
  const line = { what: `${from} to ${service}:${port}` };
  const found = services.find(({ name }) => name === service);
  if (found === undefined)
    return {
      ...line,
      seen: "there is no such Service",
      cure: `${from} has lost its peer: make refresh up brings Service ${service} back`,
    };
  if (found.ready === 0)
    return {
      ...line,
      seen: "no pod behind it is ready",
      cure: `${from} has lost its peer: bring the pods of Service ${service} in ${namespace} back first`,
    };
  return found.ports.some((one) => one.port === port && one.isOpen)
    ? { ...line, seen: "answered" }
    : {
        ...line,
        seen: `port ${port} leads nowhere`,
        cure: `${from} has lost its peer: ${anew("service", service, namespace)}`,
      };
}

function judgeInit({ name, schemaJob }: SeenOap, { jobs, namespace }: Observations): Line {
  const what = `schema Job of ${name}`;
  const own = jobs.filter(({ oap }) => oap === name);
  const [job, ...others] = own;
  if (job === undefined)
    return { what, seen: "there is none", cure: `make refresh up makes ${schemaJob} again` };
  if (others.length > 0)
    return {
      what,
      seen: `${own.length} Jobs: ${own.map((one) => one.name).join(", ")}`,
      cure: `it ran more than once: pods use ${schemaJob}, so delete the others, then make refresh up`,
    };
  if (job.succeeded === 1) return { what, seen: `done${tries(job)}` };
  return job.isActive
    ? {
        what,
        seen: `still running${tries(job)}`,
        cure: `wait, or read \`kubectl -n ${namespace} logs job/${job.name}\``,
      }
    : {
        what,
        seen: `did not complete${tries(job)}`,
        cure: `read \`kubectl -n ${namespace} logs job/${job.name}\`; ${anew("job", job.name, namespace)}`,
      };
}

function tries({ succeeded, failed }: SeenJob): string {
  return failed === 0 ? "" : ` after ${failed + succeeded} tries`;
}

function judgeSchema(schema: Schema, { jobs, namespace }: Observations): Line {
  const what = `schema in ${schema.store}`;
  const job = jobs[0]?.name ?? "the init Job";
  if ("problem" in schema)
    return {
      what,
      seen: schema.problem,
      cure: `the storage cannot be asked: kubectl -n ${namespace} logs the pods of ${schema.store}`,
    };
  if ("refused" in schema)
    return {
      what,
      seen: "the user or the password is refused",
      cure: `OAP fails at its next start: ${anew("secret", schema.refused, namespace)}`,
    };
  const { templates, indices } = schema;
  const again = `delete what is left (DELETE _index_template/sw_*), ${anew("job", job, namespace)}`;
  if (templates.length === 0)
    return {
      what,
      seen: `no template, ${indices.length} indices`,
      cure: `it was never made: ${again}`,
    };
  const seen = `${templates.length} templates, ${indices.length} indices`;
  const bare = templates.filter((template) => !indices.some((index) => follows(index, template)));
  const wild = indices.filter(
    (index) => DAILY.test(index) && !templates.some((template) => follows(index, template)),
  );
  if (bare.length + wild.length === 0) return { what, seen };
  const missing = [
    ...(bare.length === 0 ? [] : [`no index of ${bare.map(({ name }) => name).join(", ")}`]),
    ...(wild.length === 0 ? [] : [`no template for ${wild.join(", ")}`]),
  ];
  return {
    what,
    seen: [seen, ...missing].join("; "),
    cure: `it is half made: ${again}`,
  };
}

/** An index of one day, which is made anew from its template every day; others are made once. */
const DAILY = /-[0-9]{8}$/;

/** Whether an index is made from the template. */
function follows(index: string, { patterns }: Template): boolean {
  return patterns.some((pattern) => index.startsWith(pattern.replace(/\*$/, "")));
}

function judgeOap(oap: SeenOap, seen: Observations): Line[] {
  return [
    judgeRunning(oap, seen),
    ...judgeRights(oap, seen),
    ...oap.pods.flatMap((pod) => [judgeMember(pod, oap, seen.namespace), judgeHealth(pod, seen)]),
  ];
}

function judgeRunning({ name, replicas, pods }: SeenOap, { namespace }: Observations): Line {
  const ready = pods.filter(({ isReady }) => isReady).length;
  const line = { what: `pods of ${name}`, seen: `${ready} of ${replicas} ready` };
  if (replicas === 0)
    return {
      ...line,
      cure: `somebody scaled it to nothing: ${scaled(`deployment/${name}`, namespace)}`,
    };
  return ready === replicas
    ? line
    : {
        ...line,
        cure: `kubectl -n ${namespace} describe pods -l app.kubernetes.io/instance=${name}`,
      };
}

/** Without these rights a pod takes itself for the only one, becomes ready and says nothing. */
function judgeRights(oap: SeenOap, { namespace }: Observations): Line[] {
  if (oap.coordinator !== "kubernetes" || oap.mayWatchPods === undefined) return [];
  const what = `rights of ${oap.account}`;
  return [
    oap.mayWatchPods
      ? { what, seen: "may watch pods" }
      : {
          what,
          seen: "may not watch pods",
          cure: `Role and RoleBinding ${oap.name} of ${namespace} are missing or bound to another account: make refresh up; then kubectl -n ${namespace} rollout restart deployment ${oap.name}`,
        },
  ];
}

function judgeMember(pod: SeenOapPod, oap: SeenOap, namespace: string): Line {
  const { name, replicas, coordinator } = oap;
  const what = `cluster seen by ${pod.name}`;
  return told(pod.clusterSize, { what, pod, namespace }, (size) => {
    const seen = `${size} of ${replicas}`;
    if (size === replicas) return { what, seen };
    const alone = `${pod.name} is a cluster of its own beside the other ${name}; `;
    const cure = coordinator === "standalone" ? STANDALONE : APART;
    return { what, seen, cure: size === 1 ? alone + cure : cure };
  });
}

const STANDALONE = "its coordinator is standalone: give oap.coordinator kubernetes";
const APART =
  "metrics are counted apart and come out wrong: check its rights above, and that nothing keeps port 11800 between the pods closed";

function judgeHealth(pod: SeenOapPod, { namespace }: Observations): Line {
  const what = `health of ${pod.name}`;
  const logs = `kubectl -n ${namespace} logs ${pod.name}`;
  return told(pod.health, { what, pod, namespace }, (status) => {
    const seen = `${status}`;
    if (status === 200) return { what, seen };
    const cure =
      status === 503
        ? `its storage cannot be reached: check the pods of the storage, its password and its certificate; ${logs}`
        : `200 or 503 was expected: ${logs}`;
    return { what, seen, cure };
  });
}

function told<T>(
  answer: Answer<T>,
  about: { what: string; pod: SeenOapPod; namespace: string },
  judged: (value: T) => Line,
): Line {
  if ("value" in answer) return judged(answer.value);
  const { what, pod, namespace } = about;
  const cure = `it cannot be asked: kubectl -n ${namespace} describe pod ${pod.name}`;
  return { what, seen: answer.problem, cure };
}
