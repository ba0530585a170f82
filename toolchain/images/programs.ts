import { capture } from "../command";

/** What layers are made with, and where to get it. */
const PROGRAMS: readonly (readonly [command: string, from: string])[] = [
  ["apt-get --version", "images need Debian 12 or newer"],
  ["dpkg-deb --version", "images need Debian 12 or newer"],
  ["go version", "https://go.dev/doc/install"],
  ["mvn --version", "apt-get install maven"],
  ["npm --version", "https://nodejs.org/en/download"],
  ["python3 -m pip --version", "apt-get install python3-pip"],
];

/** The programs that cannot be started here, each with where to get it. */
export async function missingPrograms(): Promise<readonly string[]> {
  const answers = await Promise.all(
    PROGRAMS.map(async ([command, from]) => {
      const [program = "", ...args] = command.split(" ");
      return capture(program, args).then(
        () => [],
        () => [`${program} (${from})`],
      );
    }),
  );
  return answers.flat();
}
