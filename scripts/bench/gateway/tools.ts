/** The load, and the servers that take it: a program of this clone, because it must cost less than what it measures. */

import { goBuild } from "../../../toolchain/tools/build";
import type { Tool } from "../../../toolchain/tools/tool";

export const GRPC_LOAD: Tool = {
  name: "grpc-load",
  binaries: ["grpc-load"],
  build: goBuild("1.0.0", 1, [
    { module: "grpc-load", packages: { "grpc-load": "." }, variables: {} },
  ]),
};
