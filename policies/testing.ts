import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { KubernetesObject, Manifest, PulumiResource } from "./objects";
import { attempt, type Rule, type Settings } from "./rule";
import { objectOf, stackOf } from "./stack";
import { Undecided } from "./unknown";

const NONE: ReadonlySet<string> = new Set();

/** What a check sees besides its object. */
interface Around {
  /** The other objects of the stack. @default none */
  readonly others?: readonly Manifest[];
  readonly settings?: Settings;
}

/** What a rule finds in one object, in its words; `? <path>` where it cannot be decided. */
export function findingsOf(rule: Rule, manifest: Manifest, around: Around = {}): string[] {
  const { others = [], settings = {} } = around;
  const [object, ...rest] = [manifest, ...others].map((one: Manifest) => objectOf(one));
  if (object === undefined) return [];
  const stack = stackOf([object, ...rest]);
  return [attempt(() => rule.check(object, { stack, settings, names: NONE }))].flat().map(told);
}

/** What a rule finds in all objects of a stack: `Deployment oap: …`. */
export function findingsIn(
  rule: Rule,
  manifests: readonly Manifest[],
  settings: Settings = {},
): string[] {
  const stack = stackOf(manifests.map((manifest: Manifest) => objectOf(manifest)));
  return stack.objects.flatMap((object) =>
    [attempt(() => rule.check(object, { stack, settings, names: NONE }))]
      .flat()
      .map((finding) => `${object.title}: ${told(finding)}`),
  );
}

/** The platforms of `fixtures/`, in which nothing is wrong. */
type Fixture = "prod" | "uat";

/** An object of a valid platform, such as `real("Deployment skywalking-oap")`, changed if wanted. */
export function real(
  title: string,
  change: (manifest: Manifest) => void = () => undefined,
  fixture: Fixture = "prod",
): Manifest {
  const found = objectIn(platform(fixture), title);
  change(found);
  return found;
}

/** Every object of a valid platform, to change at will. */
export function platform(fixture: Fixture = "prod"): Manifest[] {
  let manifests = parsed.get(fixture);
  if (manifests === undefined) {
    const file = join(__dirname, "fixtures", `${fixture}.yaml`);
    manifests = parseAllDocuments(readFileSync(file, "utf8")).map((one): Manifest => one.toJS());
    parsed.set(fixture, manifests);
  }
  return structuredClone(manifests);
}

const parsed = new Map<string, Manifest[]>();

function objectIn(manifests: readonly Manifest[], title: string): Manifest {
  const found: Manifest = manifests.find(
    ({ kind, metadata }) => `${kind} ${metadata.name}` === title,
  );
  if (found === undefined) throw new Error(`the platform has no ${title}`);
  return found;
}

function told(finding: string | Undecided): string {
  return finding instanceof Undecided ? `? ${finding.path}` : finding;
}

/** The Deployment of OAP without its init container, with a change to its pods and their only container. */
export function realPod(change: (pod: Manifest, container: Manifest) => void): Manifest {
  return real("Deployment skywalking-oap", ({ spec }) => {
    const pod: Manifest = spec.template.spec;
    delete pod.initContainers;
    change(pod, pod.containers[0]);
  });
}

/** An object as Pulumi has it, for rules that ask for its options. */
export function inPulumi(manifest: Manifest, options: Partial<PulumiResource>): KubernetesObject {
  const urn = "urn:pulumi:prod::tracing::kubernetes:core/v1:Object::object";
  return objectOf(manifest, {
    urn,
    type: "",
    name: "object",
    protect: false,
    dependencies: [],
    ...options,
  });
}

/** A platform in which one object is broken. */
export function broken(
  title: string,
  change: (manifest: Manifest) => void,
  fixture: Fixture = "prod",
): Manifest[] {
  const manifests = platform(fixture);
  change(objectIn(manifests, title));
  return manifests;
}
