import {
  type Container,
  containersOf,
  type KubernetesObject,
  type Manifest,
  type Pod,
  podsOf,
} from "../objects";

/** Last part of the path of its image, wherever the image is mirrored. */
const IMAGES = {
  oap: /^skywalking-oap-server$/,
  page: /^skywalking(-horizon)?-ui$/,
  satellite: /^skywalking-satellite$/,
  elasticsearch: /^elasticsearch(-oss)?$/,
  jaegerAgent: /^jaeger-agent$/,
  jaegerCollector: /^jaeger-collector$/,
  jaegerQuery: /^jaeger-query$/,
  jaegerOne: /^(jaeger-)?all-in-one$/,
  jaeger: /^jaeger$/,
  collector: /^(opentelemetry-collector(-[a-z0-9]+)?|otelcol(-[a-z0-9]+)?)$/,
  nginx: /^nginx(-unprivileged)?$/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** A program of a tracing platform. */
export type Product = keyof typeof IMAGES;

/** A container with the pod that it is in. */
export interface Running extends Container {
  readonly pod: Pod;
}

/** Containers of a pod that run one of these products for as long as the pod runs. */
export function runningIn(pod: Pod, ...products: Product[]): readonly Running[] {
  return containersOf(pod)
    .filter(
      ({ role, spec }) => (role === "main" || role === "sidecar") && isOne(spec, pod, products),
    )
    .map((container) => ({ ...container, pod }));
}

/** The same for every pod of an object. */
export function running(object: KubernetesObject, ...products: Product[]): readonly Running[] {
  return podsOf(object).flatMap((pod) => runningIn(pod, ...products));
}

/** Whether an object makes pods that run one of these products. */
export function runs(object: KubernetesObject, ...products: Product[]): boolean {
  return running(object, ...products).length > 0;
}

/** Version that the tag of an image begins with, such as `[10, 4, 0]`; undefined for another tag. */
export function versionOf(image: unknown): readonly number[] | undefined {
  const match = /:v?([0-9]+)\.([0-9]+)(?:\.([0-9]+))?[^/]*$/.exec(
    String(image).replace(/@.*$/, ""),
  );
  return match?.slice(1).map((part) => Number(part || 0));
}

/** Whether a version is at least another one. */
export function isSince(version: readonly number[], wanted: readonly number[]): boolean {
  const different = wanted.findIndex((part, index) => part !== (version[index] ?? 0));
  return different === -1 || (version[different] ?? 0) > (wanted[different] ?? 0);
}

/** An operator chooses the image where none is written. */
function isOne({ image, name }: Manifest, pod: Pod, products: readonly Product[]): boolean {
  if (!image)
    return pod.isOperated && name === "elasticsearch" && products.includes("elasticsearch");
  const path = pathOf(String(image));
  return products.some((product) => IMAGES[product].test(path));
}

function pathOf(image: string): string {
  return image.replace(/@.*$/, "").replace(/^.*\//, "").replace(/:.*$/, "");
}
