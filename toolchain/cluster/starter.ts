/** Starts the components of a cluster and waits until each does its work. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Processes, Program } from "./processes";
import type { Progress, Step } from "../progress";

const POLL_MS = 50;
/** How long a component may take from its start until it does its work. */
const START_LIMIT_MS = 90_000;
/** How long a component that runs already may be ill before it is started again. */
const ILL_LIMIT_MS = 10_000;

/** A part of the cluster that does not come up; the message names its log and shows the end of it. */
export class ClusterError extends Error {}

/** A cluster as its starter sees it. */
export interface Site<Component extends string> {
  /** In the order of their start. */
  components: readonly Component[];
  /** What would be run today. */
  programOf(component: Component): Program;
  /** What is wrong with a component, or undefined. */
  problem(component: Component): Promise<string | undefined>;
  /** What has to be done before a component starts. */
  prepare?(component: Component): Promise<void>;
  processes: Processes;
  progress: Progress;
}

export class Starter<Component extends string> {
  constructor(private readonly site: Site<Component>) {}

  /** Stops what was started with other flags, certificates or programs than it would be today; users first. */
  async stopOutdated(): Promise<void> {
    const { components, processes, progress } = this.site;
    for (const component of [...components].reverse()) {
      const running = processes.find(component);
      const { fingerprint } = this.site.programOf(component);
      if (!running || running.fingerprint === fingerprint) continue;
      await processes.stop(component);
      progress.say(`${component}: stopped, because its program, flags or certificates changed`);
    }
  }

  /** Makes sure that the components run, all at once, and that each does its work. */
  async ensure(...components: readonly Component[]): Promise<void> {
    const begun = await Promise.all(
      components.map(async (component) => ({ component, kept: await this.begin(component) })),
    );
    for (const { component, kept } of begun) await this.finish(component, kept);
  }

  /** Waits until nothing is missing any more; `component` is who brings it. */
  async wait(component: Component, problem: () => Promise<string | undefined>): Promise<void> {
    const last = await this.illness(component, START_LIMIT_MS, problem);
    if (last !== undefined) throw this.failure(component, last);
  }

  /** Starts the component, unless it runs. Returns whether it ran. */
  private async begin(component: Component): Promise<boolean> {
    if (this.site.processes.find(component)) return true;
    await this.launch(component);
    return false;
  }

  private async launch(component: Component): Promise<void> {
    await this.site.prepare?.(component);
    await this.site.processes.start(this.site.programOf(component));
  }

  private async finish(component: Component, kept: boolean): Promise<void> {
    const step = this.site.progress.step(component);
    if (kept && (await this.recovers(component, step))) return;
    step.now("starting");
    const last = await this.illness(component, START_LIMIT_MS, () => this.site.problem(component));
    if (last !== undefined) {
      step.failed(last);
      throw this.failure(component, last);
    }
    step.done(`started (pid ${this.site.processes.find(component)?.pid})`);
  }

  /** Gives a running component the time to get well; one that does not is started again. */
  private async recovers(component: Component, step: Step): Promise<boolean> {
    const { processes } = this.site;
    const pid = processes.find(component)?.pid;
    const last = await this.illness(component, ILL_LIMIT_MS, () => this.site.problem(component));
    if (last === undefined) {
      step.done(`runs (pid ${pid})`);
      return true;
    }
    step.now(`${last}; starting it again`);
    await processes.stop(component);
    await this.launch(component);
    return false;
  }

  /** The last problem when the limit is over or the process ends; undefined as soon as there is none. */
  private async illness(
    component: Component,
    limitMs: number,
    problem: () => Promise<string | undefined>,
  ): Promise<string | undefined> {
    for (const end = Date.now() + limitMs; ; await sleep(POLL_MS)) {
      if (!this.site.processes.find(component)) return "it ended";
      const last = await problem();
      if (last === undefined) return undefined;
      if (Date.now() > end) return `not ready after ${limitMs / 1000} s (${last})`;
    }
  }

  private failure(component: Component, problem: string): ClusterError {
    const { processes } = this.site;
    const lines = processes.lastLines(component).map((line) => `      | ${line}`);
    return new ClusterError(
      [
        `${component}: ${problem}; the end of ${processes.logFile(component)}:`,
        ...(lines.length > 0 ? lines : ["      | (nothing was printed)"]),
        "Run `up` again; if it stays so, `down --wipe` and `up` start from nothing.",
      ].join("\n"),
    );
  }
}
