import type { Command, Option } from 'commander';
import { FOLDER } from '../options';

/** What a word of the command line may be, as the shells' scripts need it. */
export interface Words {
  /** The options of the program itself. */
  options: OptionWords[];
  commands: { name: string; description: string; options: OptionWords[]; arguments: readonly string[] }[];
}

export interface OptionWords {
  /** `--target`, and `-t` where there is one. */
  flags: string[];
  description: string;
  /** What comes after it: nothing, a folder, one of a few words, or anything. */
  value?: 'folder' | 'text' | readonly string[];
}

/** Everything that can be completed, from the definition of the program itself. */
export function wordsOf(program: Command): Words {
  return {
    options: optionsOf(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: optionsOf(command),
      arguments: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    })),
  };
}

function optionsOf(command: Command): OptionWords[] {
  return command.createHelp().visibleOptions(command).map(option);
}

function option({ short, long, description, argChoices, flags, required }: Option): OptionWords {
  const value = argChoices ?? (flags.includes(FOLDER) ? 'folder' : 'text');
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    // A list is no place for more than the gist.
    description: description.split(/[;,(]/)[0]!.trim(),
    ...(required ? { value } : {}),
  };
}
