/** The recorded results as a page of the documentation. */
export function page(results: string, machine: string): string {
  return `# Benchmarks

Written by \`npx tsx scripts/bench.ts --record\`. Seconds depend on the machine and on what else it does; the ratios are the promise.

- A run is the Node side of \`pulumi preview\`: the runner of the Pulumi SDK with the environment of \`make up\`, against an
  engine that answers at once. The CPU time (user and system) of that process counts.
- _empty_ imports the packages that the platform imports, touches what they load lazily, and creates nothing.
- _components_ are copies of \`SkyWalkingUi\` with two replicas: six resources each.
- The better of the two ratios, of the least values and of the medians, is held against the goal. What the empty program
  differs from itself (median beyond least) is the noise of the session.
- Calls of gRPC: 64 at once over one connection, 1 KiB each way, to three servers; all on this machine, one worker of NGINX.
  CPU time counts wherever it is spent. A server that only answers costs almost nothing, so that any gateway looks dear; one
  that works makes 250 hashes of 1 KiB for each call, about 200 µs.
- _as in the article_ is a port, three servers, and what NGINX does by itself; _as rendered_ is what \`GrpcGateway\` writes for
  the NGINX of this machine's Debian release.

Machine: ${machine}.

\`\`\`
${results}
\`\`\`
`;
}
