import {
  type KubernetesObject,
  list,
  type Manifest,
  nameOf,
  namespaceOf,
  podsOf,
  selects,
} from "../../objects";
import { isIp, serviceNamed } from "../../parse/address";
import { expectedIn } from "../../read/expected";
import { hasPrivateKey, secretsIn } from "../../read/volumes";
import { rule, when } from "../../rule";
import { deploymentWith } from "../../examples";
import { certificateWith, mounting } from "./examples";

const CLIENT = {
  ...deploymentWith(
    {},
    {
      containers: [
        { name: "ui", env: [{ name: "SW_OAP_ADDRESS", value: "https://oap.tracing.svc:12800" }] },
      ],
    },
  ),
  metadata: { name: "ui", namespace: "tracing" },
};
const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { selector: { "app.kubernetes.io/name": "oap" }, ports: [{ port: 12800 }] },
};
const SERVER = mounting();
SERVER.spec.template.spec.containers[0].ports = [{ containerPort: 12800 }];

export const certificateCoversNames = rule({
  name: "certificate-covers-names",
  family: "certificates",
  scope: "stack",
  severity: "critical",
  title: "A Certificate has every name by which clients of the stack call its server",
  why: "A client that checks the name closes the connection.",
  remedy: "add the name to spec.dnsNames, as the client writes it",
  source: "https://cert-manager.io/docs/usage/certificate/",
  bad: [SERVER, CLIENT, SERVICE, certificateWith({ dnsNames: ["oap"] })],
  good: [SERVER, CLIENT, SERVICE, certificateWith({})],
  check: (object, { stack }) => {
    if (object.kind !== "Certificate") return [];
    const { secretName, dnsNames } = object.manifest.spec ?? {};
    const names = list(dnsNames).map(String);
    const servers = stack.objects.filter(
      (one) => namespaceOf(one) === namespaceOf(object) && serves(one, secretName),
    );
    const called = expectedIn(stack)
      .filter(({ server, isSecured }) => isSecured && servers.includes(server.of))
      .flatMap(({ host }) => (host === undefined || isIp(host) ? [] : [host]));
    const lacking = [...new Set(called)]
      .filter((host) => !names.some((name) => isFor(name, host)))
      .map((host) => `spec.dnsNames lacks ${host}, by which clients call its server`);
    const fronts = stack
      .ofKind("Service")
      .filter((service) => namespaceOf(service) === namespaceOf(object))
      .filter(({ manifest }) => servers.some((server) => isInFront(manifest.spec, server)));
    const isOpen = fronts.some(
      ({ manifest }) => !["ClusterIP", undefined].includes(manifest.spec.type),
    );
    const isNamed = fronts.some((front) => names.some((name) => isOf(name, front)));
    return [
      ...lacking,
      ...when(
        lacking.length === 0 && fronts.length > 0 && !isOpen && !isNamed,
        "spec.dnsNames has no name of a Service in front of its server",
      ),
    ];
  },
});

function isInFront({ selector }: Manifest, server: KubernetesObject): boolean {
  return (
    Boolean(selector) &&
    podsOf(server).some(({ metadata }) => selects({ matchLabels: selector }, metadata.labels))
  );
}

function isOf(name: string, service: KubernetesObject): boolean {
  const named = serviceNamed(name, namespaceOf(service));
  return named?.service === nameOf(service) && named?.namespace === namespaceOf(service);
}

/** Whether pods have the key of a Secret, not only the certificate of its CA. */
function serves(object: KubernetesObject, secretName: string): boolean {
  return podsOf(object).some(
    ({ spec, kind }) =>
      kind === "stays" &&
      list(spec.volumes)
        .flatMap(secretsIn)
        .some((secret) => secret.name === secretName && hasPrivateKey(secret)),
  );
}

function isFor(pattern: string, host: string): boolean {
  return pattern.startsWith("*.") ? host.replace(/^[^.]+/, "*") === pattern : host === pattern;
}
