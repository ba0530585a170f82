import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** One of everything that an engine can be told. */
class Everything extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("kube-tracing:index:Everything", name, {}, opts);
    const child = { parent: this };
    const password = new random.RandomPassword("password", { length: 8 }, child);
    const secret = new k8s.core.v1.Secret(
      "login",
      { stringData: { user: "ann", password: password.result } },
      { ...child, aliases: [{ name: "old-login" }], protect: true },
    );
    const pod = {
      name: "main",
      image: "i",
      envFrom: [{ secretRef: { name: secret.metadata.name } }],
    };
    new k8s.core.v1.Pod(
      "pod",
      { metadata: { name: "fixed", namespace: "n" }, spec: { containers: [pod] } },
      { ...child, dependsOn: password },
    );
    this.registerOutputs({});
  }
}

const config = new pulumi.Config();
const provider = new k8s.Provider("cluster", { kubeconfig: config.requireSecret("kubeconfig") });
new Everything("all", { providers: [provider] });
if (config.getBoolean("fail") === true) throw new pulumi.RunError("as it was told");

export const stack = pulumi.getStack();
export const hidden = config.requireSecret("kubeconfig");
