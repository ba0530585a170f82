/** The cable between the machine and its real node: an address on each end, and nothing beyond. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { readIfThere } from "../files";

export interface Network {
  /** Name of the machine's end. */
  link: string;
  /** Address of the machine's end. */
  machine: string;
  /** Address of the node's end: the API and node ports are there. */
  node: string;
}

export const Network = z.object({ link: z.string(), machine: z.string(), node: z.string() });

/** A range of addresses that the machine has a route to. */
export interface Route {
  link: string;
  /** As numbers: 10.199.0.0 is 0x0ac70000. */
  address: number;
  mask: number;
}

/** 10.199.0.0/16, of which every clone takes a /30: four addresses, two of them usable. */
const [RANGE, SUBNETS, SUBNET_MASK] = [0x0ac70000, 2 ** 14, 0xfffffffc] as const;

/** The network of an earlier run, unless somebody else has it by now; else one that nobody has. */
export function chooseNetwork(
  state: string,
  remembered: Network | undefined,
  routes: readonly Route[],
): Network {
  const hash = createHash("sha256").update(state).digest();
  const link = `kt-${hash.toString("hex").slice(0, 8)}`;
  const foreign = routes.filter((route) => route.link !== link);
  if (remembered?.link === link && isFree(numberOf(remembered.node), foreign)) return remembered;
  const first = hash.readUInt32BE() % SUBNETS;
  for (let step = 0; step < SUBNETS; step++) {
    const subnet = RANGE + 4 * ((first + step) % SUBNETS);
    if (isFree(subnet, foreign)) {
      return { link, machine: textOf(subnet + 1), node: textOf(subnet + 2) };
    }
  }
  throw new Error("no free network in 10.199.0.0/16: the machine has routes to all of it");
}

/** Whether no route leads into the /30 of the address; a default route leads everywhere and says nothing. */
const isFree = (address: number, routes: readonly Route[]) =>
  !routes.some(
    (route) =>
      route.mask !== 0 &&
      masked(address, route.mask & SUBNET_MASK) === masked(route.address, route.mask & SUBNET_MASK),
  );

const masked = (address: number, mask: number) => (address & mask) >>> 0;

const numberOf = (address: string) =>
  address.split(".").reduce((number, part) => number * 256 + Number(part), 0);

const textOf = (address: number) =>
  [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join(".");

/** What the machine has routes to now; none where there is no such file. */
export function routesNow(table = readIfThere("/proc/net/route") ?? ""): Route[] {
  const lines = table.trim().split("\n").slice(1);
  return lines.map((line) => {
    const [link = "", address = "", , , , , , mask = ""] = line.split("\t");
    return { link, address: swapped(address), mask: swapped(mask) };
  });
}

/** The kernel prints numbers with the lowest byte first. */
const swapped = (hex: string) => Buffer.from(hex.trim(), "hex").reverse().readUInt32BE();
