import { type Server, createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { LOOPBACK, firstPortOf, isFree, settlePorts } from "./ports";

const open: Server[] = [];

/** A foreign program on a port; 0 takes any. */
async function listen(port: number, host: string = LOOPBACK): Promise<number> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((done) => server.listen({ port, host, exclusive: true }, done));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** The first port from here that nobody has. */
async function freeFrom(port: number): Promise<number> {
  return (await isFree(port)) ? port : freeFrom(port + 1);
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

describe("isFree", () => {
  test("a port is free until somebody listens on it", async () => {
    const port = await freeFrom(29_000);
    await listen(port);
    expect(await isFree(port)).toBe(false);
  });

  test("a program that listens on every address has the port too", async () => {
    const port = await freeFrom(29_100);
    await listen(port, "0.0.0.0");
    expect(await isFree(port)).toBe(false);
  });
});

describe("firstPortOf", () => {
  test("is the same for the same folder, and inside of the range", () => {
    expect(firstPortOf("/a/clone")).toBe(firstPortOf("/a/clone"));
    for (const folder of ["/a", "/b", "/c", "/d"]) {
      expect(firstPortOf(folder)).toBeGreaterThanOrEqual(20_000);
      expect(firstPortOf(folder)).toBeLessThanOrEqual(29_999);
    }
  });

  test("differs between clones", () => {
    expect(firstPortOf("/one")).not.toBe(firstPortOf("/two"));
  });
});

describe("settlePorts", () => {
  const nobody = new Set<string>();

  test("a new clone gets consecutive free ports, and skips one that is taken", async () => {
    const start = await freeFrom(28_000);
    await listen(start);
    const { ports, moved } = await settlePorts({
      names: ["a", "b"],
      remembered: {},
      held: nobody,
      start,
    });
    const [a = 0, b = 0] = ports.values();
    expect(a).toBeGreaterThan(start);
    expect(b).toBeGreaterThan(a);
    expect(moved).toEqual([]);
  });

  test("remembered ports stay", async () => {
    const a = await freeFrom(27_000);
    const b = await freeFrom(27_100);
    const wish = { names: ["a", "b"], remembered: { a, b }, held: nobody, start: 20_000 } as const;
    expect(await settlePorts(wish)).toEqual({
      ports: new Map([
        ["a", a],
        ["b", b],
      ]),
      moved: [],
    });
  });

  test("a port that another program has taken is given up, and told", async () => {
    const a = await freeFrom(26_000);
    const b = await listen(await freeFrom(26_100));
    const { ports, moved } = await settlePorts({
      names: ["a", "b"],
      remembered: { a, b },
      held: nobody,
      start: a,
    });
    const next = ports.get("b") ?? 0;
    expect(ports.get("a")).toBe(a);
    expect(next).toBeGreaterThan(a);
    expect(moved).toEqual([{ name: "b", from: b, to: next }]);
  });

  test("a port on which the own process listens is not given up", async () => {
    const a = await listen(await freeFrom(25_000));
    const held = new Set(["a"]);
    const { ports, moved } = await settlePorts({
      names: ["a"],
      remembered: { a },
      held,
      start: 20_000,
    });
    expect([ports.get("a"), moved]).toEqual([a, []]);
  });

  test("at the end of the range it goes on at the beginning", async () => {
    if (await isFree(29_999)) await listen(29_999);
    const { ports } = await settlePorts({
      names: ["a"],
      remembered: {},
      held: nobody,
      start: 29_999,
    });
    expect(ports.get("a")).toBeGreaterThanOrEqual(20_000);
    expect(ports.get("a")).toBeLessThan(29_999);
  });
});
