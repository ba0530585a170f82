import { list, namespaceOf } from "../../objects";
import { settingsOf } from "../../read/elasticsearch";
import { running } from "../../read/products";
import { elasticsearchAt } from "../../read/storage";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "../skywalking/examples";
import { elasticsearchWith } from "./examples";

const SECURED = elasticsearchWith({ settings: { "xpack.security.http.ssl.enabled": "true" } });
const STORAGE = {
  SW_STORAGE: "elasticsearch",
  SW_STORAGE_ES_CLUSTER_NODES: "elasticsearch.tracing.svc:9200",
};
const TLS = {
  SW_STORAGE_ES_HTTP_PROTOCOL: "https",
  SW_STORAGE_ES_SSL_JKS_PATH: "/truststore/ca.p12",
  SW_STORAGE_ES_SSL_JKS_PASS: { secretKeyRef: { name: "truststore", key: "password" } },
};
const MOUNT = { container: { volumeMounts: [{ name: "truststore", mountPath: "/truststore" }] } };

export const elasticsearchClientsAgree = rule({
  name: "elasticsearch-clients-agree",
  family: "elasticsearch",
  scope: "stack",
  severity: "critical",
  title: "OAP and Elasticsearch agree on TLS, and OAP has the truststore for it",
  why: "OAP speaks http by default: against https it gets nothing but closed connections, and ends.",
  remedy:
    "set SW_STORAGE_ES_HTTP_PROTOCOL to https with SW_STORAGE_ES_SSL_JKS_PATH and _PASS, where Elasticsearch has TLS",
  source:
    "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/storages/elasticsearch/",
  bad: [...SECURED, oapWith(STORAGE)],
  good: [...SECURED, oapWith({ ...STORAGE, ...TLS }, MOUNT)],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const protocol = valueOf(spec, "SW_STORAGE_ES_HTTP_PROTOCOL") ?? "http";
      const path = valueOf(spec, "SW_STORAGE_ES_SSL_JKS_PATH");
      const nodes = elasticsearchAt(
        valueOf(spec, "SW_STORAGE_ES_CLUSTER_NODES"),
        namespaceOf(object),
        stack,
      );
      const isThere = list(spec.volumeMounts).some(({ mountPath }) =>
        path?.startsWith(String(mountPath)),
      );
      return [
        ...nodes
          .filter(({ isOperated }) => !isOperated)
          .flatMap((pod) => {
            const isSecured = settingsOf(pod, stack)["xpack.security.http.ssl.enabled"] === true;
            return when(
              isSecured !== (protocol === "https"),
              `${title}: SW_STORAGE_ES_HTTP_PROTOCOL is ${protocol}, and ${pod.of.title} speaks ${isSecured ? "https" : "http"}`,
            );
          }),
        ...when(
          protocol === "https" && path === undefined,
          `${title}: SW_STORAGE_ES_SSL_JKS_PATH is not set`,
        ),
        ...when(
          path !== undefined && !isThere,
          `${title}: SW_STORAGE_ES_SSL_JKS_PATH is ${path}, and nothing is mounted there`,
        ),
        ...when(
          path !== undefined && path.endsWith(".pem"),
          `${title}: SW_STORAGE_ES_SSL_JKS_PATH is ${path}; give a JKS or PKCS12 file`,
        ),
      ];
    }),
});
