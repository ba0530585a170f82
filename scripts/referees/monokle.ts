/** @monokle/validation: the Pod Security Standards, common practices and references, in plain JavaScript. */

import { stringify } from "yaml";
import { z } from "zod";
import { type Finding, type Golden, type Invitation, type Manifest, nameOf } from "./finding";

/** Those that need nothing from the network: schemas and Rego policies would be fetched. */
const PLUGINS = {
  "pod-security-standards": true,
  practices: true,
  "resource-links": true,
  metadata: true,
} as const;

/** Rules of labels and annotations that somebody has to name first. */
const UNSET = /^custom-/;

const ANSWER = z.object({
  runs: z.array(
    z.object({
      results: z.array(
        z.object({
          ruleId: z.string(),
          message: z.object({ text: z.string() }),
          locations: z.array(
            z.object({
              physicalLocation: z.object({
                artifactLocation: z.object({ uri: z.string(), uriBaseId: z.string() }),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

export const monokle: Invitation = {
  name: "monokle",
  async invite() {
    const { DefaultPluginLoader, DisabledFixer, MonokleValidator, processRefs, ...library } =
      await import("@monokle/validation");
    const parser = new library.ResourceParser();
    const validator = new MonokleValidator({
      loader: new DefaultPluginLoader(),
      parser,
      schemaLoader: new library.SchemaLoader(),
      suppressors: [],
      fixer: new DisabledFixer(),
    });
    await validator.preload({ plugins: PLUGINS });
    // Most rules are off by themselves.
    const rules = Object.entries(validator.rules).flatMap(([plugin, all]) =>
      all
        .filter(({ name }) => !UNSET.test(name))
        .map(({ name }): [string, true] => [`${plugin}/${name}`, true]),
    );
    await validator.preload({ plugins: PLUGINS, rules: Object.fromEntries(rules) });
    return {
      name: "monokle",
      async judge({ file, objects }: Golden) {
        const resources = objects.map((object, index) => resourceOf(object, { file, index }));
        return monokleFindings(
          await validator.validate({ resources: processRefs(resources, parser) }),
          new Map(resources.map(({ id, content }) => [id, content])),
        );
      },
    };
  },
};

/** The library remembers a resource by its id for as long as it lives, so no other one may have it. */
function resourceOf(object: Manifest, { file, index }: { file: string; index: number }) {
  const { apiVersion, kind, metadata } = object;
  return {
    id: `${file}-${index}`,
    fileId: file,
    filePath: file,
    fileOffset: 0,
    text: stringify(object, { aliasDuplicateObjects: false }),
    name: metadata.name,
    apiVersion,
    kind,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    content: object,
  };
}

/** What the validator found; it calls an object by its id. */
export function monokleFindings(
  answer: unknown,
  objects: ReadonlyMap<string, Manifest>,
): Finding[] {
  return ANSWER.parse(answer).runs.flatMap(({ results }) =>
    results.map(({ ruleId, message, locations }) => {
      const places = locations.map(({ physicalLocation }) => physicalLocation.artifactLocation);
      const id = places.find(({ uriBaseId }) => uriBaseId === "RESOURCE")?.uri;
      const object = objects.get(id ?? "");
      if (object === undefined) throw new Error(`monokle speaks of an object ${id}`);
      return { check: ruleId, object: nameOf(object), message: message.text };
    }),
  );
}
