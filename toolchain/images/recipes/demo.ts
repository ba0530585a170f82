import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BASE } from "../layers/base";
import { NODE, nodeApp } from "../layers/node";
import { APP, PYTHON, PYTHON_ENV, pythonApp } from "../layers/python";
import type { Recipe } from "../recipe";

/**
 * The images of applications: each folder that has a `requirements.txt` is one in Python and starts
 * `app.py`, each with a `package-lock.json` one in Node.js and starts `server.js`.
 */
export function applications(folder: string): readonly Recipe[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => application(name, join(folder, name)));
}

function application(service: string, folder: string): readonly Recipe[] {
  const name = `docker.io/kube-tracing/demo-${service}:1.0.0`;
  const start = { user: "10001:10001", workingDir: APP };
  if (existsSync(join(folder, "requirements.txt"))) {
    const layers = [BASE, PYTHON, ...pythonApp(`demo-${service}`, folder)];
    const entrypoint = ["python3", "app.py"];
    return [{ name, layers, start: { ...start, env: PYTHON_ENV, entrypoint } }];
  }
  if (existsSync(join(folder, "package-lock.json"))) {
    const layers = [BASE, NODE, ...nodeApp(`demo-${service}`, folder)];
    return [{ name, layers, start: { ...start, entrypoint: ["node", "server.js"] } }];
  }
  return [];
}
