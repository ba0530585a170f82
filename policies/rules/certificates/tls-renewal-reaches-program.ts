import { type KubernetesObject, list, namespaceOf, podsOf } from "../../objects";
import { named, nginxFilesOf } from "../../read/nginx";
import { runningIn } from "../../read/products";
import { certificateFor } from "../../read/references";
import { isStartedAnew } from "../../read/restarts";
import { hasPrivateKey, secretsIn } from "../../read/volumes";
import { each, rule } from "../../rule";
import type { Stack } from "../../stack";
import { certificateWith, mounting } from "./examples";

export const tlsRenewalReachesProgram = rule({
  name: "tls-renewal-reaches-program",
  family: "certificates",
  scope: "stack",
  severity: "high",
  from: "prod",
  title: "Programs that read their certificate once are started anew when it is renewed",
  why: "Satellite and NGINX go on with the old one until it ends, all at the same time.",
  remedy:
    "put a checksum of the certificate into an annotation of the pod template, or let a controller restart the pods",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/plugins/server/grpc/server.go",
  bad: [mounting(), certificateWith({})],
  good: [
    mounting({}, { annotations: { "reloader.stakater.com/auto": "true" } }),
    certificateWith({}),
  ],
  check: (object, { stack }) =>
    each(podsOf(object), (pod) => {
      const [program] = runningIn(pod, "satellite", "nginx");
      if (program === undefined || isStartedAnew(object, pod) || readsAnew(object, stack))
        return [];
      return list(pod.spec.volumes)
        .flatMap(secretsIn)
        .filter(hasPrivateKey)
        .filter(({ name }) => certificateFor(name, namespaceOf(object), stack) !== undefined)
        .map(
          ({ name }) =>
            `${program.title} reads Secret ${name} once, and no annotation of its pods changes with it`,
        );
    }),
});

/** NGINX reads a certificate for each connection when its path holds a variable. */
function readsAnew(object: KubernetesObject, stack: Stack): boolean {
  const paths = named(nginxFilesOf(object, stack), "ssl_certificate_key").flatMap(
    ({ args }) => args,
  );
  return paths.length > 0 && paths.every((path) => path.includes("$"));
}
