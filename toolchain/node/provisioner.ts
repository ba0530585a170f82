/** `provisioner.ts <kubeconfig> <folder> <node>`: makes and removes the volumes of a real node, for ever. */

import { chmodSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Access, KubernetesClient, field } from "../kubernetes";
import { volumesReleased, volumesWanted } from "./volumes";

const POLL_MS = 500;
const VOLUMES = "/api/v1/persistentvolumes";

async function main([kubeconfig = "", folder = "", node = ""]: readonly string[]): Promise<never> {
  const client = new KubernetesClient(accessIn(kubeconfig));
  for (let said = ""; ; await sleep(POLL_MS)) {
    const problem = await provision(client, { folder, node }).then(
      () => "",
      (error: unknown) => String(error),
    );
    if (problem !== said) console.error(problem === "" ? "works again" : problem);
    said = problem;
  }
}

async function provision(
  client: KubernetesClient,
  place: { folder: string; node: string },
): Promise<void> {
  const claims = await client.get("/api/v1/persistentvolumeclaims");
  const volumes = await client.get(VOLUMES);
  for (const volume of volumesWanted(claims, volumes, place)) {
    const path = join(place.folder, volume.metadata.name);
    mkdirSync(path, { recursive: true });
    // For pods that ask for no group of their own.
    chmodSync(path, 0o777);
    await client.create(VOLUMES, volume);
    console.log(`made ${volume.metadata.name}`);
  }
  for (const name of volumesReleased(volumes)) {
    rmSync(join(place.folder, basename(name)), { recursive: true, force: true });
    await client.delete(`${VOLUMES}/${name}`);
    console.log(`removed ${name}`);
  }
}

function accessIn(kubeconfig: string): Access {
  const content: unknown = JSON.parse(readFileSync(kubeconfig, "utf8"));
  const data = (...path: (string | number)[]) =>
    Buffer.from(String(field(content, ...path)), "base64").toString();
  return {
    server: String(field(content, "clusters", 0, "cluster", "server")),
    ca: data("clusters", 0, "cluster", "certificate-authority-data"),
    cert: data("users", 0, "user", "client-certificate-data"),
    key: data("users", 0, "user", "client-key-data"),
  };
}

void main(process.argv.slice(2));
