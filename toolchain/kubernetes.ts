/** A very small Kubernetes API client: JSON over HTTPS with a client certificate, nothing of the ambient context. */

import { Agent, request } from "node:https";

/** Where an API server is and how to prove who one is; everything as PEM text. */
export interface Access {
  /** For example `https://127.0.0.1:6443`. */
  server: string;
  ca: string;
  cert: string;
  key: string;
}

/** Any object of the API; read its fields with `field`. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** An answer other than 2xx. */
export class KubernetesError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The value at a path inside of an answer, or undefined: `field(pod, "status", "phase")`. */
export function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

/** The items of a list answer. */
export function items(list: unknown): unknown[] {
  const found = field(list, "items");
  return Array.isArray(found) ? found : [];
}

/** A condition of the object's status that is `True`. */
export function conditionOf(object: unknown, type: string): unknown {
  const conditions: unknown = field(object, "status", "conditions");
  if (!Array.isArray(conditions)) return undefined;
  return conditions.find((one) => field(one, "type") === type && field(one, "status") === "True");
}

/** Whether a condition of the object's status is `True`. */
export function hasCondition(object: unknown, type: string): boolean {
  return conditionOf(object, type) !== undefined;
}

interface Call {
  body?: unknown;
  contentType?: string;
}

export class KubernetesClient {
  private readonly agent: Agent;

  constructor(
    private readonly access: Access,
    private readonly timeoutMs = 10_000,
  ) {
    const { ca, cert, key } = access;
    this.agent = new Agent({ ca, cert, key, keepAlive: true });
  }

  /** The plain text of a path, for example `/readyz`. */
  text(path: string): Promise<string> {
    return this.call("GET", path);
  }

  async get(path: string): Promise<unknown> {
    return JSON.parse(await this.call("GET", path));
  }

  /** Creates in a collection, for example `/api/v1/namespaces`. */
  async create(path: string, body: KubernetesObject): Promise<unknown> {
    return JSON.parse(await this.call("POST", path, { body }));
  }

  /** Server-side apply: creates or updates exactly the fields given, and owns them. */
  async apply(path: string, body: KubernetesObject): Promise<unknown> {
    const contentType = "application/apply-patch+yaml";
    const query = "?fieldManager=kube-tracing-toolchain&force=true";
    return JSON.parse(await this.call("PATCH", path + query, { body, contentType }));
  }

  /** Deletes with what belongs to it; an object that is already gone is fine. */
  async delete(path: string): Promise<void> {
    try {
      await this.call("DELETE", `${path}?propagationPolicy=Background`);
    } catch (error) {
      if (!(error instanceof KubernetesError && error.status === 404)) throw error;
    }
  }

  /** Lets go of open connections, so that the program can end. */
  close(): void {
    this.agent.destroy();
  }

  private call(method: string, path: string, { body, contentType }: Call = {}): Promise<string> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const what = `${method} ${path.replace(/\?.*/, "")}`;
    return new Promise((settle, reject) => {
      const sent = request(
        new URL(path, this.access.server),
        {
          method,
          agent: this.agent,
          timeout: this.timeoutMs,
          headers: {
            accept: "application/json, text/plain",
            ...(content === undefined
              ? {}
              : {
                  "content-type": contentType ?? "application/json",
                  "content-length": Buffer.byteLength(content),
                }),
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("error", reject);
          answer.on("end", () => {
            const text = Buffer.concat(parts).toString();
            const status = answer.statusCode ?? 0;
            if (status >= 200 && status < 300) settle(text);
            else reject(new KubernetesError(status, `${what}: ${status} ${messageIn(text)}`));
          });
        },
      );
      sent.on("timeout", () =>
        sent.destroy(new Error(`${what}: no answer within ${this.timeoutMs / 1000} s`)),
      );
      sent.on("error", (error) => reject(new Error(`${what}: ${error.message}`, { cause: error })));
      sent.end(content);
    });
  }
}

/** What the API server says in words. */
function messageIn(text: string): string {
  try {
    const message = field(JSON.parse(text), "message");
    return typeof message === "string" ? message : text;
  } catch {
    return text.trim();
  }
}
