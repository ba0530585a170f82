import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createProgress } from "./progress";
import { logs, shell } from "./visit";

let folder: string;
let told: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "visit-"));
  told = "";
  mkdirSync(join(folder, "bin"));
  writeFileSync(
    join(folder, "Pulumi.it.yaml"),
    `config:
  kube-tracing:platform:
    namespace: { name: tracing }
    cluster: { kubeconfig: kubeconfig, context: it }
`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A kubectl that notes what it is asked and answers with a script. */
function pretend(script: string): void {
  const content = `#!/bin/sh\nprintf '%s\\n' "$*" >>${folder}/asked\n${script}\n`;
  writeFileSync(join(folder, "bin", "kubectl"), content, { mode: 0o755 });
}

const where = () => {
  const progress = createProgress({ write: (text) => (told += text) });
  const [bin, state] = [join(folder, "bin"), join(folder, "state")];
  const place = { stack: "it", root: folder, bin, pulumiHome: folder, state };
  return { place, local: { progress }, progress };
};

const asked = () => readFileSync(join(folder, "asked"), "utf8").trimEnd().split("\n");
const login = () => `--kubeconfig=${folder}/kubeconfig --context=it --namespace=tracing`;
const SELECTOR = "--selector=app.kubernetes.io/instance in (oap, skywalking-oap)";

test("logs: of every pod of the component, with the exit code of kubectl", async () => {
  pretend("exit 3");
  expect(await logs(where(), "oap")).toBe(3);
  expect(asked()).toEqual([`${login()} logs --prefix --all-containers --tail=200 ${SELECTOR}`]);
});

test("shell: in the first pod", async () => {
  pretend('case "$*" in *"get pods"*) echo pod/oap-1; echo pod/oap-2;; esac');
  expect(await shell(where(), "oap")).toBe(0);
  expect(asked()).toEqual([
    `${login()} get pods --output=name ${SELECTOR}`,
    `${login()} exec --stdin --tty pod/oap-1 -- sh`,
  ]);
});

test("shell: a component without a pod", async () => {
  pretend("true");
  expect(await shell(where(), "nobody")).toBe(1);
  expect(told).toBe('stack it has no pod of "nobody": give one as in APP=oap\n');
});
