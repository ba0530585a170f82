/** The truststore as the pod makes it, read by Java as the driver of Elasticsearch does: without a password. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { authority } from "../../tests/gateway/certificates";
import { endpointAt } from "../kit/endpoint";
import { only, render } from "../kit/testing";
import { JaegerDependencies } from "../jaeger-dependencies";

const READER = `
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;

class Reader {
  public static void main(String[] args) throws Exception {
    KeyStore store = KeyStore.getInstance("jks");
    try (FileInputStream in = new FileInputStream(args[0])) {
      store.load(in, null);
    }
    for (String alias : Collections.list(store.aliases()).stream().sorted().toList())
      System.out.println(((X509Certificate) store.getCertificate(alias)).getSubjectX500Principal());
  }
}
`;

test("every certificate of the CA is in it", async () => {
  const ca = { kind: "secret", name: "trust", key: "ca.crt" } as const;
  const connection = { endpoint: endpointAt("es", 9200, "https"), ca };
  const store = { kind: "elasticsearch", connection } as const;
  const args = { namespace: "tracing", version: "0.7.2", store } as const;
  const rendered = await render(() => new JaegerDependencies("graph", args));
  const { spec } = only(rendered, "kubernetes:batch/v1:CronJob").inputs.spec.jobTemplate.spec
    .template;
  const [{ command, args: told }] = spec.initContainers;
  const folder = mkdtempSync(join(tmpdir(), "kube-tracing-truststore-"));
  try {
    const [old, renewed] = await Promise.all([authority("old"), authority("new")]);
    const [pem, jks, reader] = ["ca.pem", "ca.jks", "Reader.java"].map((name) =>
      join(folder, name),
    );
    writeFileSync(pem!, old.ca.trimEnd() + "\n" + renewed.ca);
    writeFileSync(reader!, READER);
    const [program, ...options] = command;
    execFileSync(program, [...options, told[0], pem!, jks!], { stdio: "pipe" });
    expect(execFileSync("java", [reader!, jks!], { encoding: "utf8" })).toBe("CN=old\nCN=new\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
