import { list, namespaceOf } from "../../objects";
import { running } from "../../read/products";
import { certificateFor } from "../../read/references";
import { valueOf, variable } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "../skywalking/examples";
import { certificateWith } from "./examples";

const CLIENT = oapWith(
  {
    SW_STORAGE_ES_SSL_JKS_PATH: "/truststore/truststore.p12",
    SW_STORAGE_ES_SSL_JKS_PASS: { secretKeyRef: { name: "truststore", key: "password" } },
  },
  {
    container: { volumeMounts: [{ name: "truststore", mountPath: "/truststore" }] },
    pod: { volumes: [{ name: "truststore", secret: { secretName: "oap-tls" } }] },
  },
);
const KEYSTORES = {
  pkcs12: { create: true, passwordSecretRef: { name: "truststore", key: "password" } },
};

export const truststoreIsFed = rule({
  name: "truststore-is-fed",
  family: "certificates",
  scope: "stack",
  severity: "medium",
  title:
    "The truststore of OAP comes from a Certificate, or is made in its pod, with a password from a Secret",
  why: "OAP reads JKS or PKCS12 only: with a file that is not there it ends at the start.",
  remedy:
    "set keystores.pkcs12.create of the Certificate, or make the file in an init container; take the password by secretKeyRef",
  source: "https://cert-manager.io/docs/usage/certificate/#additional-certificate-output-formats",
  bad: [CLIENT, certificateWith({})],
  good: [CLIENT, certificateWith({ keystores: KEYSTORES })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      const path = valueOf(spec, "SW_STORAGE_ES_SSL_JKS_PATH");
      if (path === undefined) return [];
      const mount = list(spec.volumeMounts).find(({ mountPath }) =>
        path.startsWith(`${mountPath}/`),
      );
      const volume = list(pod.spec.volumes).find(({ name }) => name === mount?.name);
      const file = path.slice(path.lastIndexOf("/") + 1);
      const certificate = volume?.secret
        ? certificateFor(volume.secret.secretName, namespaceOf(object), stack)
        : undefined;
      const { jks, pkcs12 } = certificate?.manifest.spec?.keystores ?? {};
      const isMade =
        (file.endsWith(".jks") && jks?.create === true) ||
        (file.endsWith(".p12") && pkcs12?.create === true);
      const isWritten = list(pod.spec.initContainers).some(({ volumeMounts }) =>
        list(volumeMounts).some(({ name, readOnly }) => name === mount?.name && readOnly !== true),
      );
      const password = variable(spec, "SW_STORAGE_ES_SSL_JKS_PASS");
      return [
        ...when(
          certificate !== undefined && !isMade,
          `${title}: ${certificate?.title} makes no ${file}; set keystores`,
        ),
        ...when(
          volume?.emptyDir !== undefined && !isWritten,
          `${title}: no init container writes ${path}`,
        ),
        ...when(
          !password?.valueFrom?.secretKeyRef &&
            valueOf(spec, "SW_ES_SECRETS_MANAGEMENT_FILE") === undefined,
          `${title}: SW_STORAGE_ES_SSL_JKS_PASS does not come from a Secret`,
        ),
      ];
    }),
});
