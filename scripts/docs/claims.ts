import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/**
 * Looks up what a component takes or offers, by a path such as `JaegerQuery.exposure(ingress).className`: the
 * component or function, an argument or output of it, and so on into its type, where a word in
 * parentheses chooses the arm of a union by its `kind`.
 */
export class Claims {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;

  /** @param files sources whose exports are known */
  constructor(private readonly files: readonly string[]) {
    const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, types: [] };
    this.program = ts.createProgram([...files], options, hostOfOurs(options));
    this.checker = this.program.getTypeChecker();
  }

  /** What is wrong with a path; undefined when it leads to something. */
  fault(claim: string): string | undefined {
    const [name = "", ...path] = claim.split(".");
    const roots = this.rootsOf(name);
    if (roots === undefined) return `${claim}: nothing exports ${name}`;
    const reached: string[] = [name];
    let types = roots;
    for (const segment of path) {
      const [, property = "", kind] = /^([A-Za-z0-9-]+)(?:\(([A-Za-z]+)\))?$/.exec(segment) ?? [];
      const found = types.flatMap((type) => this.membersOf(type, property));
      if (found.length === 0) return `${claim}: ${reached.join(".")} has no ${property}`;
      types = kind === undefined ? found : found.filter((type) => this.isOfKind(type, kind));
      if (types.length === 0) return `${claim}: ${property} has no kind ${kind ?? ""}`;
      reached.push(segment);
    }
    return undefined;
  }

  /** Types in which the first word after the name is looked up: arguments, and outputs of a class. */
  private rootsOf(name: string): ts.Type[] | undefined {
    const symbol = this.files
      .map((file) => this.program.getSourceFile(file))
      .map((source) => source && this.checker.getSymbolAtLocation(source))
      .flatMap((module) => (module ? this.checker.getExportsOfModule(module) : []))
      .find((one) => one.name === name);
    if (symbol === undefined) return undefined;
    const own =
      symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    const [declaration] = own.declarations ?? [];
    if (declaration === undefined) return undefined;
    const made = this.checker.getTypeOfSymbolAtLocation(own, declaration);
    const built = made.getConstructSignatures();
    const taken = [...built, ...made.getCallSignatures()].flatMap(({ parameters }) =>
      parameters.map((parameter) => this.checker.getTypeOfSymbolAtLocation(parameter, declaration)),
    );
    return [...taken, ...built.map((signature) => signature.getReturnType())].flatMap(armsOf);
  }

  /** Types that a property of this name may have, element by element of a list. */
  private membersOf(type: ts.Type, property: string): ts.Type[] {
    const member = type.getProperty(property);
    const [declaration] = member?.declarations ?? [];
    if (member === undefined || declaration === undefined) return [];
    const found = this.checker.getNonNullableType(
      this.checker.getTypeOfSymbolAtLocation(member, declaration),
    );
    return armsOf(found).flatMap((arm) => {
      const element = this.checker.isArrayLikeType(arm) ? arm.getNumberIndexType() : undefined;
      return element === undefined ? [arm] : armsOf(element);
    });
  }

  private isOfKind(type: ts.Type, kind: string): boolean {
    const values = this.membersOf(type, "kind");
    return values.some((value) => value.isStringLiteral() && value.value === kind);
  }
}

function armsOf(type: ts.Type): ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** Reads our own files and the language's: what packages are made of is not looked at. */
function hostOfOurs(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const file = `${join(dirname(from), text)}.ts`;
        const isOurs = text.startsWith(".") && existsSync(file);
        return {
          resolvedModule: isOurs
            ? { resolvedFileName: file, extension: ts.Extension.Ts }
            : undefined,
        };
      }),
  };
}
