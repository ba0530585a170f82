import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { after } from "./kit/after";
import { type Endpoint, endpointOf } from "./kit/endpoint";
import { exposedService, exposureCallers, httpRoute, ingress, publicUrl } from "./kit/exposure";
import { jaegerPod } from "./kit/jaeger/pod";
import { JAEGER_PORTS } from "./kit/jaeger/ports";
import { workloadSpecs } from "./kit/jaeger/workload";
import { labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { fromCallers, fromClients, networkPolicy, toDns, toEndpoint } from "./kit/network";
import { served } from "./kit/otel/listening";
import { refuse } from "./kit/refusal";
import { secretNameOf } from "./kit/secret-name";
import type { JaegerLogin, JaegerQueryArgs } from "./jaeger-query/args";
import { queryChecks } from "./jaeger-query/checks";
import { LOGIN_PORT, loginContainer, loginSecret, loginVolume } from "./jaeger-query/login";
import { GRPC_PORT, PAGE_PORT, queryProgram } from "./jaeger-query/program";
import { settle } from "./jaeger-query/settled";

export type * from "./jaeger-query/args";

/** How long a pod that is to end is still called, and then may take to answer, in seconds. */
const END = { preStopSeconds: 10, drainSeconds: 15 } as const;

/**
 * The page of Jaeger and its API. It has no users of its own: with `login` oauth2-proxy stands before it.
 * @see https://www.jaegertracing.io/docs/2.20/architecture/#jaeger-query
 * @example
 * const query = new JaegerQuery("jaeger-query", {
 *   namespace: "tracing",
 *   version: "2.20.0",
 *   store: { kind: "elasticsearch", connection: elasticsearch.connection },
 * });
 */
export class JaegerQuery extends pulumi.ComponentResource {
  /** Port 16686: the page and the HTTP API; behind a login where there is one. */
  readonly http: Endpoint;
  /** Port 16685, of each pod: the API over gRPC, without a login. */
  readonly grpc: Endpoint;
  /** Its own metrics, of each pod. */
  readonly metrics: Endpoint;
  /** Address of the page outside the cluster; absent when the exposure decides none. */
  readonly url?: pulumi.Output<string>;

  constructor(name: string, args: JaegerQueryArgs, opts?: pulumi.ComponentResourceOptions) {
    const login = args.login && sealed(args.login);
    const settled = settle({ ...args, ...(login === undefined ? {} : { login }) });
    refuse(`JaegerQuery "${name}"`, queryChecks(name, settled));
    const shown = { ...args, ...(login === undefined ? {} : { login }) };
    super("kube-tracing:index:JaegerQuery", name, shown, opts);

    const { namespace, version, exposure, basePath } = settled;
    const labels = labelsFor("jaeger-query", name, version);
    const unnamed = { namespace, labels: labels.labels };
    const metadata = { name, ...unnamed };
    const child = { parent: this };
    const program = queryProgram(name, settled);
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child);
    const files = { metadata: unnamed, data: program.files };
    const configMap = new k8s.core.v1.ConfigMap(name, files, child);
    const beside =
      login === undefined
        ? {}
        : {
            sidecars: [loginContainer(login, settled)],
            volumes: [loginVolume(this.secret(unnamed, { name, login }))],
          };
    const pod = jaegerPod(
      program,
      { ...settled, ...END, ...beside },
      { account: account.metadata.name, configMap: configMap.metadata.name },
    );
    const { deployment, budget, scaler } = workloadSpecs(labels, settled, { program, pod });
    const workload = new k8s.apps.v1.Deployment(name, { metadata, spec: deployment }, child);
    if (budget !== undefined)
      new k8s.policy.v1.PodDisruptionBudget(name, { metadata, spec: budget }, child);
    if (scaler !== undefined)
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, { metadata, spec: scaler }, child);
    const { selector } = labels;

    const page = login === undefined ? PAGE_PORT : LOGIN_PORT;
    const rules = {
      ingress: [
        fromClients(labels, [page.port, GRPC_PORT.port, program.metrics.port]),
        ...fromCallers([...settled.callers, ...exposureCallers(exposure)], [page.port]),
        ...fromCallers(settled.scrapers, [program.metrics.port]),
      ],
      egress: [toDns(), ...program.parts.callees.map(toEndpoint)],
    };
    const policy = { metadata, spec: networkPolicy(labels, rules) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);

    const { type, ports, ...outside } = exposedService(exposure, { [page.name]: PAGE_PORT.port });
    const dialed =
      exposure.kind === "loadBalancer"
        ? { ...metadata, annotations: { ...exposure.annotations } }
        : metadata;
    const found = after(selector, [workload]);
    const front = { metadata: dialed, spec: { type, ports, ...outside, selector: found } };
    const service = new k8s.core.v1.Service(name, front, child);
    const members = `${name}-headless`;
    const own = {
      metadata: { ...metadata, name: members },
      spec: { clusterIP: "None", selector: found, ports: served([GRPC_PORT, program.metrics]) },
    };
    const headless = new k8s.core.v1.Service(members, own, child);
    const backend = { name: service.metadata.name, port: PAGE_PORT.port };
    if (exposure.kind === "ingress")
      new k8s.networking.v1.Ingress(name, ingress(exposure, metadata, backend), child);
    if (exposure.kind === "gateway")
      new k8s.apiextensions.CustomResource(name, httpRoute(exposure, metadata, backend), child);

    const at = { port: PAGE_PORT.port, targetPort: page.port, speaks: "http", selector } as const;
    this.http = endpointOf(service, at);
    this.grpc = endpointOf(headless, { port: JAEGER_PORTS.queryGrpc, speaks: "grpc", selector });
    const metrics = { port: program.metrics.port, speaks: "http", selector } as const;
    this.metrics = endpointOf(headless, metrics);
    const known = publicUrl(exposure);
    if (known !== undefined)
      this.url = pulumi.output(`${known}${basePath === "/" ? "" : basePath}`);
    this.registerOutputs({ http: this.http, grpc: this.grpc, metrics: this.metrics });
  }

  /** Name of the Secret of the login. */
  private secret(
    metadata: Omit<Metadata, "name">,
    { name, login }: { name: string; login: JaegerLogin },
  ): pulumi.Output<string> {
    const child = { parent: this };
    const length = { length: 32, special: false };
    const cookie = new random.RandomPassword(`${name}-cookie`, length, child).result;
    const content = { metadata, stringData: loginSecret(login, cookie) };
    return secretNameOf(new k8s.core.v1.Secret(`${name}-login`, content, child));
  }
}

/** Arguments stand in the state of the component too; what is secret there is encrypted. */
function sealed(login: JaegerLogin): JaegerLogin {
  return { ...login, clientSecret: pulumi.secret(login.clientSecret) };
}
