import { expect, test } from "vitest";
import { podWith } from "../examples";
import { type Manifest, podsOf } from "../objects";
import { objectOf, stackOf } from "../stack";
import { filesOf } from "./files";

const MAP = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "files", namespace: "tracing" },
  data: { "a.yml": "a", "b.yml": "b" },
};

function pathsOf(mount: Manifest, items?: Manifest): string[] {
  const volumes = [{ name: "files", configMap: { name: "files", ...(items && { items }) } }];
  const containers = [{ name: "oap", volumeMounts: [{ name: "files", ...mount }] }];
  const of = objectOf(podWith({ volumes, containers }));
  const [pod] = podsOf(of);
  const found = filesOf(pod!.spec.containers[0], { pod: pod!, of }, stackOf([of, objectOf(MAP)]));
  return found.map(({ path, text }) => `${path}: ${text}`);
}

test("a folder has all keys, or the items that are named", () => {
  expect(pathsOf({ mountPath: "/config/" })).toEqual(["/config/a.yml: a", "/config/b.yml: b"]);
  expect(pathsOf({ mountPath: "/config" }, [{ key: "b.yml", path: "c.yml" }])).toEqual([
    "/config/c.yml: b",
  ]);
});

test("a subPath is one file", () => {
  expect(pathsOf({ mountPath: "/x.yml", subPath: "b.yml" })).toEqual(["/x.yml: b"]);
});
