import type * as pulumi from "@pulumi/pulumi";
import { envVars } from "../kit/env";
import { imageOf, pullSecretsOf } from "../kit/image";
import { placed } from "../kit/placement";
import { CONTAINER_SECURITY, NOBODY, podSecurity } from "../kit/security";
import { caVolume } from "../kit/tls";
import { truststoreScript } from "../kit/truststore";
import type { Settled } from "./args";
import { jobEnv, TRUSTSTORE, variantOf } from "./environment";

const CA_FOLDER = "/store-ca";
const TRUSTSTORE_FOLDER = "/truststore";
const TMP = { name: "tmp", mountPath: "/tmp" };

/** Spark asks the system for the name of its user, and ends where there is none. */
export const PASSWD = `jaeger:x:${NOBODY}:${NOBODY}::/tmp:/sbin/nologin\n`;

/** What is in it is public: nobody has to know the password, and Java reads it without. */
const FORGOTTEN = "STORE_PASSWORD=$(head -c 24 /dev/urandom | base64)\nexport STORE_PASSWORD\n";

/** Names of the objects that the pod refers to. */
interface Objects {
  account: pulumi.Input<string>;
  /** ConfigMap with `passwd`. */
  passwd: pulumi.Input<string>;
}

/** Spec of the pod that derives the graph of services: on a read-only root, without a token. */
export function podSpec(settled: Settled, { account, passwd }: Objects) {
  const { version, store, resources, images, placement } = settled;
  const ca = store.kind === "cassandra" ? undefined : store.connection.ca;
  const image = imageOf(
    "ghcr.io/jaegertracing/spark-dependencies/spark-dependencies",
    `v${version}-${variantOf(store)}`,
    images,
  );
  const trusted = { name: "truststore", mountPath: TRUSTSTORE_FOLDER };
  return {
    serviceAccountName: account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: "Never",
    securityContext: podSecurity(),
    ...pullSecretsOf(images),
    ...placed(placement),
    ...(ca === undefined
      ? {}
      : {
          initContainers: [
            {
              name: "truststore",
              ...image,
              command: ["bash", "-euo", "pipefail", "-c", FORGOTTEN + truststoreScript("JKS")],
              args: ["truststore", `${CA_FOLDER}/ca.crt`, TRUSTSTORE],
              resources: {
                requests: { cpu: "50m", memory: "64Mi" },
                limits: { cpu: "500m", memory: "256Mi" },
              },
              securityContext: CONTAINER_SECURITY,
              volumeMounts: [
                TMP,
                trusted,
                { name: "store-ca", mountPath: CA_FOLDER, readOnly: true },
              ],
            },
          ],
        }),
    containers: [
      {
        name: "dependencies",
        ...image,
        env: envVars(jobEnv(settled)),
        resources,
        securityContext: CONTAINER_SECURITY,
        volumeMounts: [
          TMP,
          { name: "passwd", mountPath: "/etc/passwd", subPath: "passwd", readOnly: true },
          ...(ca === undefined ? [] : [{ ...trusted, readOnly: true }]),
        ],
      },
    ],
    volumes: [
      { name: "tmp", emptyDir: { sizeLimit: "4Gi" } },
      { name: "passwd", configMap: { name: passwd } },
      ...(ca === undefined
        ? []
        : [caVolume("store-ca", ca), { name: "truststore", emptyDir: { sizeLimit: "1Mi" } }]),
    ],
  };
}
