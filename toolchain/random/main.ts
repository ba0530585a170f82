/** Serves the stand-in of the random plugin; the engine starts it as `pulumi-resource-random <engine address>`. */

import { connect } from "node:net";
import { main } from "@pulumi/pulumi/provider";
import { devDependencies } from "../../package.json";
import { RandomProvider } from "./provider";

const WATCH_MS = 2_000;

/** An engine that was killed cannot end its plugins: they notice that nobody listens any more where it was. */
function endWith(engine: string): void {
  const [, host = "", port = ""] = /^(.+):(\d+)$/.exec(engine) ?? [];
  if (!port) return;
  const look = (): void => {
    const line = connect(Number(port), host, () => line.destroy());
    line.on("error", () => process.exit());
  };
  setInterval(look, WATCH_MS).unref();
}

const args = process.argv.slice(2);
endWith(args.at(-1) ?? "");
void main(new RandomProvider(devDependencies["@pulumi/random"]), args);
