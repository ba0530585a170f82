import { describe, expect, test } from "vitest";
import { kubeconfigOf } from "./kubeconfig";

const YAML = `apiVersion: v1
kind: Config
current-context: other
clusters:
- cluster:
    server: https://127.0.0.1:6443
  name: a-cluster
contexts:
- context:
    cluster: a-cluster
    user: admin
  name: "uat"
- name: prod
  context: { cluster: a-cluster, user: admin }
users:
- name: admin
  user: {}
`;
const JSON_TEXT = '{ "contexts": [{ "name": "uat" }, { "name": "prod" }] }';

const FILES: Record<string, string> = { "~/.kube/config": YAML, "/etc/none": "kind: Secret\n" };

function content(kubeconfig: string, context: string) {
  return kubeconfigOf(
    { path: "platform.cluster.kubeconfig", value: kubeconfig },
    { path: "platform.cluster.context", value: context },
    (path) => FILES[path],
  );
}

describe("a kubeconfig", () => {
  test("is the content of the file that a path names", () => {
    expect(content("~/.kube/config", "prod")).toEqual({ content: YAML });
  });

  test.each([YAML, JSON_TEXT])("is taken as content where it is no path", (text) => {
    expect(content(text, "uat")).toEqual({ content: text });
  });

  test("may have its contexts at the end, indented, as other tools write it", () => {
    const text = "clusters: []\ncontexts:\n  - name: uat\n    context:\n      user: name\n";
    expect(content(text, "uat")).toEqual({ content: text });
  });

  test("may have extensions with names of their own, as minikube writes it", () => {
    const extensions = "    extensions:\n    - extension: {}\n      name: context_info\n";
    const text = `contexts:\r\n- context:\n${extensions}    user: u\n  name: minikube\r\nusers: []\n`;
    expect(content(text, "minikube")).toEqual({ content: text });
    expect(content(text, "context_info")).toHaveProperty("problem");
  });
});

describe("what is told", () => {
  const told = (kubeconfig: string, context: string) => {
    const found = content(kubeconfig, context);
    return "problem" in found ? `${found.problem.path}  ${found.problem.text}` : found;
  };

  test("a missing file, with what makes the local one", () => {
    expect(told(".toolchain/cluster/kubeconfig", "uat")).toBe(
      'platform.cluster.kubeconfig  is ".toolchain/cluster/kubeconfig", and there is no such ' +
        "file; give the path of a kubeconfig, or run: make up",
    );
  });

  test("a file that is something else", () => {
    expect(told("/etc/none", "uat")).toBe(
      'platform.cluster.kubeconfig  is "/etc/none", which is no kubeconfig; give the path of one',
    );
  });

  test.each(["kind: Secret\ndata: x\n", '{ "kind": "Secret" }', "{ kind", '{ "contexts": 3 }'])(
    "a content that is something else, without showing it: %o",
    (text) => {
      expect(told(text, "uat")).toBe(
        "platform.cluster.kubeconfig  is no path and no kubeconfig; " +
          "give one with clusters, contexts and users",
      );
    },
  );

  test("a context that it does not have: not a cluster's name, not a user's", () => {
    for (const name of ["a-cluster", "admin", "other"])
      expect(told(YAML, name)).toBe(`platform.cluster.context  is "${name}"; give uat or prod`);
  });
});
