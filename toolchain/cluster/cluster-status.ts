/** How the local cluster is, for people and for scripts. */

import { type ClusterOptions, settle } from "./cluster-options";
import { rememberedPorts } from "./cluster-state";
import { COMPONENTS, type Component, type Layout, type PortName, addressOf } from "./control-plane";
import { Health } from "./health";
import { nodesProblem } from "./nodes";
import { Processes } from "./processes";

export interface ComponentStatus {
  component: string;
  pid: number | undefined;
  /** `healthy`, `stopped`, or what is wrong. */
  state: string;
  /** Absent: it listens nowhere, or has never been started. */
  address: string | undefined;
  log: string;
}

/** How each component is, in the order of their start; changes nothing. */
export async function status(options: ClusterOptions = {}): Promise<ComponentStatus[]> {
  const { layout } = settle(options);
  const processes = new Processes(layout.state);
  const ports = rememberedPorts(layout);
  const health = openHealth(layout, ports);
  const rows = COMPONENTS.map(async (component) => {
    const pid = processes.find(component)?.pid;
    return {
      component,
      pid,
      state: pid === undefined ? "stopped" : await stateOf(component, health),
      address:
        component === "kwok" || !ports.has(component) ? undefined : addressOf(ports, component),
      log: processes.logFile(component),
    };
  });
  return Promise.all(rows).finally(() => health instanceof Health && health.close());
}

const stateOf = async (component: Component, health: Health | string) =>
  health instanceof Health
    ? ((await health.problem(component, nodesProblem)) ?? "healthy")
    : health;

/** What asks the components, or why they cannot be asked. */
function openHealth(layout: Layout, ports: ReadonlyMap<PortName, number>): Health | string {
  try {
    return new Health(layout, ports);
  } catch (error) {
    return `cannot be asked: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The status as an aligned table. */
export function formatStatus(rows: readonly ComponentStatus[]): string {
  const cells = [
    ["COMPONENT", "PID", "STATE", "ADDRESS", "LOG"],
    ...rows.map(({ component, pid, state, address, log }) => [
      component,
      String(pid ?? "-"),
      state,
      address ?? "-",
      log,
    ]),
  ];
  const widths = cells.reduce<readonly number[]>(
    (widest, row) => row.map((cell, index) => Math.max(cell.length, widest[index] ?? 0)),
    [],
  );
  return cells
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
