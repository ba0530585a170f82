import { running, versionOf } from "../../read/products";
import { each, rule } from "../../rule";
import { jaegerWith } from "./examples";

const [COLLECTOR] = jaegerWith({});
const [QUERY] = jaegerWith({ image: "docker.io/jaegertracing/jaeger:2.19.0" });
const [SAME] = jaegerWith({});
const named = (object: typeof COLLECTOR, name: string) => ({
  ...object,
  metadata: { ...object.metadata, name },
});

export const jaegerVersionsAgree = rule({
  name: "jaeger-versions-agree",
  family: "jaeger",
  scope: "stack",
  severity: "low",
  title: "All parts of Jaeger have the same minor version",
  why: "They share the mappings of their indexes, which differ between versions.",
  remedy: "give all of them one image",
  source: "https://github.com/jaegertracing/jaeger/blob/main/CHANGELOG.md",
  bad: [named(COLLECTOR, "collector"), named(QUERY, "query")],
  good: [named(COLLECTOR, "collector"), named(SAME, "query")],
  check: (object, { stack }) =>
    each(running(object, ...PARTS), ({ title, spec }) => {
      const own = minorOf(spec.image);
      const others = stack.pods.flatMap(({ of }) =>
        running(of, ...PARTS).map((one) => ({ of, minor: minorOf(one.spec.image) })),
      );
      return others
        .filter(
          ({ of, minor }) =>
            of !== object && minor !== undefined && own !== undefined && minor !== own,
        )
        .map(({ of, minor }) => `${title} runs Jaeger ${own}, and ${of.title} runs ${minor}`);
    }),
});

const PARTS = ["jaeger", "jaegerCollector", "jaegerQuery"] as const;

function minorOf(image: unknown): string | undefined {
  return versionOf(image)?.slice(0, 2).join(".");
}
