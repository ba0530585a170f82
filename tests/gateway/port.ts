import { createServer } from "node:net";
import { LOOPBACK } from "../../toolchain/cluster/ports";

/** Ports that nobody listens on, each another one. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((settle, reject) => {
          server.once("error", reject);
          server.listen(0, LOOPBACK, () => {
            const address = server.address();
            settle(typeof address === "object" && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
