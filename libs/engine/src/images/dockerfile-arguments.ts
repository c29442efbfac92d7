import type { Arg } from 'dockerfile-ast';
import { DockerfileUnclear } from './dockerfile-unclear';
import { expandedWord } from './dockerfile-words';

/** The arguments before the first stage, the only ones that FROM can use. */
export class DockerfileArguments {
  private values: ReadonlyMap<string, string | DockerfileUnclear | undefined> = new Map();

  /** @param given build arguments; they apply only if the Dockerfile declares them */
  constructor(private readonly given: Record<string, string>) {}

  declare(instruction: Arg, escape: string): void {
    const line = instruction.getRange().start.line + 1;
    // Arguments of one instruction can use only those of earlier instructions.
    const declared = instruction.getProperties().map((property) => {
      const name = property.getName();
      if (!/^\w+$/.test(name)) throw new DockerfileUnclear(line, `${name} is not the name of an argument`);
      const written = property.getUnescapedValue();
      return [name, Object.hasOwn(this.given, name) ? this.given[name] : this.default(written, line, escape)] as const;
    });
    this.values = new Map([...this.values, ...declared]);
  }

  /** @throws DockerfileUnclear */
  expanded(word: string, line: number): string {
    try {
      return expandedWord(word, (name) => this.valueOf(name));
    } catch (error) {
      throw error instanceof DockerfileUnclear ? error : new DockerfileUnclear(line, (error as Error).message);
    }
  }

  /** A default that cannot be expanded is an error only when it is used. */
  private default(written: string | null, line: number, escape: string): string | DockerfileUnclear | undefined {
    if (written === null) return undefined;
    if (written.includes(escape)) return new DockerfileUnclear(line, `${written} has an escaped character`);
    try {
      return this.expanded(written, line);
    } catch (error) {
      return error as DockerfileUnclear;
    }
  }

  private valueOf(name: string): string | undefined {
    const value = this.values.get(name);
    if (value instanceof DockerfileUnclear) throw value;
    return value;
  }
}
