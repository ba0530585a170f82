import * as pulumi from "@pulumi/pulumi";
import type { Env } from "../kit/env";
import { initEnv, type Made } from "./environment";
import { merged, storageFiles, storageGate } from "./files";
import { fingerprint } from "../kit/fingerprint";
import type { Own } from "./own";
import { initPod } from "./pod";

/**
 * The Job that makes the schema. Its name follows from all that it runs with: a Job cannot be
 * changed, and the schema has to be looked at again whenever one of these changes. It stays when it
 * is done: one that a time to live removes would be missing at the next refresh and run again.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-init-mode/
 */
export function initJob(own: Own, made: Made, serviceAccountName: pulumi.Input<string>) {
  const { name, settled, init } = own;
  const env = initEnv(settled, made);
  const files = merged([...storageFiles(settled, made), ...storageGate(settled.storage)]);
  const template = (shown: Env) => initPod(own, { env: shown, files, serviceAccountName });
  return {
    metadata: {
      name: pulumi.interpolate`${name}-init-${fingerprint(env, template)}`,
      namespace: settled.namespace,
      labels: init.labels,
    },
    spec: {
      // The storage may need some minutes; each try waits twice as long as the one before.
      backoffLimit: 6,
      activeDeadlineSeconds: 600,
      template: template(env),
    },
  };
}
