/** Tells how far the work is: one line per step, kept up to date on a terminal, plain lines elsewhere. */

/** What is used of `process.stdout`. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Step {
  /** Says what the step does from now on. */
  now(what: string): void;
  /** A line that stays, while the step goes on. */
  note(what: string): void;
  done(what: string): void;
  failed(what: string): void;
}

export interface Progress {
  step(name: string): Step;
  /** A line of its own, between steps. */
  say(text: string): void;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const [REDRAW_MS, REMIND_MS] = [100, 15_000];

/**
 * @param env `NO_COLOR` (any value) switches colours off, see https://no-color.org.
 */
export function createProgress(
  screen: Screen = process.stdout,
  env: NodeJS.ProcessEnv = process.env,
): Progress {
  const live = screen.isTTY === true;
  const paint = (code: number, text: string): string =>
    live && !env["NO_COLOR"] ? `\x1b[${code}m${text}\x1b[0m` : text;

  return {
    say: (text) => void screen.write(`${text}\n`),
    step(name) {
      const start = Date.now();
      const elapsed = (): string => formatElapsed(Date.now() - start);
      let doing = "";
      let frame = 0;
      const draw = (): void => {
        const line = `${FRAMES[frame++ % FRAMES.length]} ${name}: ${doing} (${elapsed()})`;
        screen.write(`\r\x1b[2K${line.slice(0, (screen.columns || 80) - 1)}`);
      };
      const remind = (): void => void screen.write(`  ${name}: still ${doing} (${elapsed()})\n`);
      const timer = setInterval(
        () => doing && (live ? draw() : remind()),
        live ? REDRAW_MS : REMIND_MS,
      );
      timer.unref();
      const leave = (mark: string, what: string): void =>
        void screen.write(`${live ? "\r\x1b[2K" : ""}${mark} ${name}: ${what}\n`);
      const end = (mark: string, what: string): void => {
        clearInterval(timer);
        leave(mark, `${what} (${elapsed()})`);
      };
      return {
        now(what) {
          doing = what;
          if (live) draw();
          else leave(" ", what);
        },
        note: (what) => leave(" ", what),
        done: (what) => end(paint(32, "✓"), what),
        failed: (what) => end(paint(31, "✗"), what),
      };
    },
  };
}

/** `0.4 s`, `45 s`, `2 m 40 s`. */
export function formatElapsed(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
}
