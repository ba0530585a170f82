import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Darkroom, archiveTable, ensureImages } from "./images";
import { ARCHITECTURE } from "./images/archive";
import type { Layer, Recipe } from "./images/recipe";
import { createProgress } from "./progress";

let folder: string;
let room: Darkroom;
/** Names of the layers that were made. */
let made: string[];
let shown: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "images-"));
  room = {
    recipes: [],
    images: join(folder, "images"),
    build: join(folder, "build"),
    logs: join(folder, "logs"),
  };
  made = [];
  shown = "";
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A layer of one file, which holds the recipe. */
function layer(name: string, recipe = "1"): Layer {
  return {
    name,
    recipe,
    build({ root }) {
      made.push(name);
      mkdirSync(join(root, "etc"));
      chmodSync(join(root, "etc"), 0o3777);
      writeFileSync(join(root, "etc", name), recipe, { mode: 0o4777 });
      return Promise.resolve();
    },
  };
}

function image(name: string, ...layers: Layer[]): Recipe {
  return { name, layers, start: { entrypoint: ["/start"] } };
}

async function make(recipes: readonly Recipe[], names?: readonly string[]) {
  const screen = { write: (text: string) => (shown += text.replace(/ \(.*\)/g, "")) };
  return ensureImages(names, { ...room, recipes }, createProgress(screen, {}));
}

const SHOP = "docker.io/test/shop:1.0";
const list = (file: string) =>
  execFileSync("tar", ["--list", "--verbose", "--numeric-owner", "--utc", "--file", file], {
    encoding: "utf8",
  })
    .trim()
    .split("\n");
const member = (file: string, name: string) =>
  execFileSync("tar", ["--extract", "--to-stdout", "--file", file, name]);
const files = (path: string) => (existsSync(path) ? readdirSync(path).sort() : []);

test("an archive holds its layers, how the image starts, and its name", async () => {
  const recipe: Recipe = {
    name: SHOP,
    layers: [layer("below"), layer("above")],
    start: {
      user: "1000:0",
      entrypoint: ["/start"],
      command: ["--all"],
      workingDir: "/shop",
      env: { SHOP: "open" },
      ports: [8080],
      stopSignal: "SIGQUIT",
    },
  };
  const [archive] = await make([recipe]);
  if (!archive) throw new Error("no archive");
  const { file, id, layers, bytes } = archive;
  const hexes = layers.map((digest) => digest.replace("sha256:", ""));
  expect(file).toBe(join(room.images, "shop-1.0.tar"));
  expect(bytes).toBe(readFileSync(file).length);
  expect(list(file).map((line) => line.split(" ").pop())).toEqual([
    "manifest.json",
    `${id.replace("sha256:", "")}.json`,
    ...hexes.map((hex) => `${hex}.tar`),
  ]);
  expect(JSON.parse(member(file, "manifest.json").toString())).toEqual([
    {
      Config: `${id.replace("sha256:", "")}.json`,
      RepoTags: [SHOP],
      Layers: hexes.map((hex) => `${hex}.tar`),
    },
  ]);
  expect(JSON.parse(member(file, `${id.replace("sha256:", "")}.json`).toString())).toMatchObject({
    architecture: ARCHITECTURE,
    os: "linux",
    config: {
      User: "1000:0",
      Entrypoint: ["/start"],
      Cmd: ["--all"],
      WorkingDir: "/shop",
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "SHOP=open"],
      ExposedPorts: { "8080/tcp": {} },
      StopSignal: "SIGQUIT",
    },
    rootfs: { type: "layers", diff_ids: layers },
  });
  expect(shown).toBe(
    [
      `  ${SHOP}: making layer below`,
      `  ${SHOP}: making layer above`,
      `  ${SHOP}: packing`,
      `✓ ${SHOP}: 0 MiB`,
      "",
    ].join("\n"),
  );
  expect(archiveTable([archive])).toBe(`${SHOP}     0 MiB  ${id.slice(7, 19)}`);
});

test("files are root's, everybody may read them, none may be changed by others or changes the user", async () => {
  await make([image(SHOP, layer("plain"))]);
  const [tar = ""] = files(join(room.images, "layers"));
  expect(list(join(room.images, "layers", tar))).toEqual([
    "drwxr-xr-x 0/0               0 1970-01-01 00:00 ./",
    "drwxr-xr-x 0/0               0 1970-01-01 00:00 ./etc/",
    "-rwxr-xr-x 0/0               1 1970-01-01 00:00 ./etc/plain",
  ]);
});

test("a layer with an owner has only that owner's folders, and those others write to", async () => {
  const owned = { owner: { user: "101:0", folders: ["etc"] }, modes: { etc: "g=u" } };
  await make([image(SHOP, { ...layer("owned"), ...owned })]);
  const [tar = ""] = files(join(room.images, "layers"));
  expect(list(join(room.images, "layers", tar))).toEqual([
    "drwxrwxr-x 101/0             0 1970-01-01 00:00 etc/",
    "-rwxrwxr-x 101/0             1 1970-01-01 00:00 etc/owned",
  ]);
});

test("what was made is not made again, and says nothing", async () => {
  const recipes = [image(SHOP, layer("below"), layer("above"))];
  const first = await make(recipes);
  shown = "";
  expect(await make(recipes)).toEqual(first);
  expect(made).toEqual(["below", "above"]);
  expect(shown).toBe("");
});

test("a changed layer is made again, the others are kept, and the old one goes", async () => {
  const [first] = await make([image(SHOP, layer("below"), layer("above", "1"))]);
  const [second] = await make([image(SHOP, layer("below"), layer("above", "2"))]);
  expect(made).toEqual(["below", "above", "above"]);
  expect(second?.id).not.toBe(first?.id);
  expect(second?.layers[0]).toBe(first?.layers[0]);
  expect(files(join(room.images, "layers")).map((name) => name.split(".")[0])).toEqual([
    "above",
    "below",
  ]);
});

test("another way to start makes another image of the same layers", async () => {
  const recipe = image(SHOP, layer("below"));
  const [first] = await make([recipe]);
  const [second] = await make([{ ...recipe, start: { entrypoint: ["/other"] } }]);
  expect(made).toEqual(["below"]);
  expect(second?.layers).toEqual(first?.layers);
  expect(second?.id).not.toBe(first?.id);
});

test("the same content has the same id, wherever and whenever it is made", async () => {
  const recipes = [image(SHOP, layer("below"))];
  const [first] = await make(recipes);
  rmSync(room.images, { recursive: true });
  const [second] = await make(recipes);
  expect(made).toEqual(["below", "below"]);
  expect(second?.id).toBe(first?.id);
});

test("a layer that two images share is made once", async () => {
  const shared = layer("shared");
  const archives = await make([
    image(SHOP, shared, layer("shop")),
    image("docker.io/test/bank:1.0", shared, layer("bank")),
  ]);
  expect(made).toEqual(["shared", "shop", "bank"]);
  expect(archives[0]?.layers[0]).toBe(archives[1]?.layers[0]);
});

test("a layer that fails leaves nothing, stops no other image, and says why", async () => {
  const broken: Layer = {
    ...layer("broken"),
    build({ root }) {
      writeFileSync(join(root, "half"), "");
      return Promise.reject(new Error("the registry did not answer"));
    },
  };
  const bank = "docker.io/test/bank:1.0";
  const recipes = [image(SHOP, layer("below"), broken), image(bank, layer("below"))];
  await expect(make(recipes)).rejects.toThrow(
    [`${SHOP}: cannot be made.`, "  layer broken: the registry did not answer", "", ""].join("\n"),
  );
  expect(files(room.build)).toEqual([]);
  expect(files(room.images)).toEqual(["bank-1.0.json", "bank-1.0.tar", "layers"]);
  expect(files(join(room.images, "layers")).map((name) => name.split(".")[0])).toEqual(["below"]);
});

test("what an interrupted build left is removed, and an archive without its record is made again", async () => {
  const recipes = [image(SHOP, layer("below"))];
  const [first] = await make(recipes);
  rmSync(join(room.images, "shop-1.0.json"));
  mkdirSync(join(room.build, "image-shop-1.0.killed"));
  expect(await make(recipes)).toEqual([first]);
  expect(files(room.build)).toEqual([]);
});

test("an archive that is not whole is made again", async () => {
  const recipes = [image(SHOP, layer("below"))];
  const [first] = await make(recipes);
  writeFileSync(join(room.images, "shop-1.0.tar"), "half");
  expect(await make(recipes)).toEqual([first]);
  expect(readFileSync(join(room.images, "shop-1.0.tar")).length).toBe(first?.bytes);
  expect(made).toEqual(["below"]);
});

test("only the named images are made", async () => {
  const recipes = [image(SHOP, layer("shop")), image("docker.io/test/bank:1.0", layer("bank"))];
  const archives = await make(recipes, ["docker.io/test/bank:1.0"]);
  expect(archives.map(({ name }) => name)).toEqual(["docker.io/test/bank:1.0"]);
  expect(made).toEqual(["bank"]);
});

test("an image without a recipe is refused before anything is made", async () => {
  const recipes = [image(SHOP, layer("shop"))];
  await expect(make(recipes, [SHOP, "docker.io/test/bank:2.0"])).rejects.toThrow(
    [
      "docker.io/test/bank:2.0: there is no recipe for this image.",
      "There is one for:",
      `  ${SHOP}`,
    ].join("\n"),
  );
  expect(made).toEqual([]);
});
