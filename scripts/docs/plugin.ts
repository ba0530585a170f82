import { join } from "node:path";
import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";
import { Platform } from "../../plugin";
import { ROOT } from "../golden/environments";

/** What programs in other languages see of `Platform`, as `pulumi package get-schema` prints it. */
export async function pluginSchema(): Promise<string> {
  const provider = new ComponentProvider({
    name: "kube-tracing",
    dirname: join(ROOT, "plugin"),
    components: [Platform],
  });
  return `${JSON.stringify(JSON.parse(await provider.getSchema()), undefined, 2)}\n`;
}
