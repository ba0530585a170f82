/** How the Kubernetes provider of a stack logs in to its cluster, as the state of the stack has it. */

import { type Exported, type Resource, resourcesOf } from "./deployment";
import { field } from "../kubernetes";

const TYPE = "pulumi:providers:kubernetes";
const SECRET = "4dabf18193072939515e22adb298388d";

const hasLogin = ({ type, inputs }: Resource) =>
  type === TYPE && inputs?.["kubeconfig"] !== undefined;

/**
 * Content of the kubeconfig and name of the context; undefined when the provider takes them from elsewhere.
 *
 * @param exported with `--show-secrets`
 * @param provider `<urn>::<id>` of the provider
 */
export function loginIn(
  exported: Exported,
  provider: string,
): { kubeconfig: string; context: string | undefined } | undefined {
  const { inputs } =
    resourcesOf(exported).find(
      (one) => hasLogin(one) && `${one.urn}::${one.id ?? ""}` === provider,
    ) ?? {};
  const [kubeconfig, context] = [plain(inputs?.["kubeconfig"]), plain(inputs?.["context"])];
  return kubeconfig === undefined ? undefined : { kubeconfig, context };
}

/**
 * The state as if the providers had always logged in this way. Without it a provider takes the same cluster at
 * another address, or with another authority, for another cluster and replaces every object.
 */
export function withLogin(
  exported: Exported,
  login: { kubeconfig: string; context: string },
): Exported {
  const kubeconfig = {
    [SECRET]: "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(login.kubeconfig),
  };
  const renewed = { kubeconfig, context: login.context };
  const resources = resourcesOf(exported).map((one) =>
    hasLogin(one)
      ? { ...one, inputs: { ...one.inputs, ...renewed }, outputs: { ...one.outputs, ...renewed } }
      : one,
  );
  return { ...exported, deployment: { ...exported.deployment, resources } };
}

function plain(value: unknown): string | undefined {
  const plaintext = field(value, "plaintext");
  const content: unknown = typeof plaintext === "string" ? JSON.parse(plaintext) : value;
  return typeof content === "string" ? content : undefined;
}
