import { readConfig } from "./stacks/config";
import { Platform } from "./stacks/platform";

const platform = new Platform("kube-tracing", readConfig());

/** Where to send and where to look, Secrets with users and tokens, and the commands to run next. */
export const { addresses, secretNames, next } = platform;
