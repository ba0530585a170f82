import type { Server } from "node:net";
import { LOOPBACK } from "../../toolchain/cluster/ports";

/** Lets a server listen on this machine alone, and returns its port. */
export function listen(server: Server): Promise<number> {
  return new Promise((settle, reject) => {
    server.once("error", reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      settle(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
