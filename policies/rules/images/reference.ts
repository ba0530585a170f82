/** An image reference, taken apart: `docker.io/apache/skywalking-ui:10.4.0@sha256:…`. */
export interface Reference {
  /** Undefined where the node decides: `nginx:1`. */
  readonly registry: string | undefined;
  /** With the registry, without version. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** https://github.com/distribution/reference/blob/v0.6.0/reference.go */
export function referenceOf(image: string): Reference {
  const [name = "", digest] = image.split("@");
  const [, repository = "", tag] = /^(.*?)(?::([^/:]*))?$/.exec(name) ?? [];
  const first = repository.split("/")[0] ?? "";
  const isRegistry = repository.includes("/") && /[.:]|^localhost$/.test(first);
  return { registry: isRegistry ? first : undefined, repository, tag, digest };
}
