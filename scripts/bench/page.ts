/** The recorded results as a page of the documentation. */
export function page(results: string, machine: string): string {
  return `# Benchmarks

Written by \`npx tsx scripts/bench.ts --record\`. Seconds depend on the machine and on what else it does; the ratios are the promise.

- A run is the Node side of \`pulumi preview\`: the runner of the Pulumi SDK with the environment of \`make up\`, against an
  engine that answers at once. The CPU time (user and system) of that process counts.
- _empty_ imports the packages that the platform imports, touches what they load lazily, and creates nothing.
- _the core_ is storage, OAP and its web page; _the bare resources_ are those of the whole environment, registered by a loop
  over plain values that knows only the packages of Pulumi: what they take nobody's program can save.
- _components_ are copies of \`SkyWalkingUi\` with two replicas: six resources each.
- The better of the two ratios, of the least values and of the medians, is held against the goal. What the empty program
  differs from itself (median beyond least) is the noise of the session.
- Calls of gRPC: 64 at once over one connection, 1 KiB each way, to three servers; all on this machine, one worker of NGINX.
  CPU time counts wherever it is spent. A server that only answers costs almost nothing, so that any gateway looks dear; one
  that works makes 250 hashes of 1 KiB for each call, about 200 µs.
- _as in the article_ is a port, three servers, and what NGINX does by itself; _as rendered_ is what \`GrpcGateway\` writes for
  the NGINX of this machine's Debian release.
- A preview is \`pulumi preview\` of 200 such components, a thousand objects, by the real CLI against a real API server, with
  nothing deployed before: without a policy pack, with ours while all of its rules are disabled, and with its preset for
  production. Pulumi asks any pack three questions for each resource and logs them, so a pack that says nothing costs most
  of it; what the rules add is held against the goal. The time counts that passes until the preview ends, for that is what
  its user waits; the CPU is that of all its processes.
- Agents are the real Collector 0.111 with what \`AgentDaemonSet\` and \`agentSidecar\` tell it by default, outside of pods. Memory is
  resident, the most in ten quiet seconds, in twenty of the load, and when its queue is as full as it can be because what it
  sends to is away; two thirds of what it uses idle are pages of its program, which the kernel can take back.
- Pods are those of a real node with the resources that components set by default: OAP 10.1.0, Elasticsearch 7.17.29,
  NGINX 1.22.1, Jaeger 2.13.0 and the Collector 0.111.0, which packages have; the web page, Satellite and the metrics adapter
  have no image that packages make. Memory is the most that was seen of the working set, or of what the largest process has
  resident where that is more: pages of a program that another pod of its image read first are counted there. Idle is the
  second half of 90 quiet seconds; loaded is with the demo, whose SkyWalking agents are behind the gateway, and whose SDK
  sends to the agent of its node. CPU is an average, and no goal: idle programs take next to none, and a request is what is
  theirs when others want it too, as when OAP starts. This OAP has few rules: the official ones take more memory and time.

Machine: ${machine}.

\`\`\`
${results}
\`\`\`
`;
}
