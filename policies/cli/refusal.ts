/** Input that cannot be used: everything that is wrong with it, one line each. */
export class Refusal extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "Refusal";
  }
}
