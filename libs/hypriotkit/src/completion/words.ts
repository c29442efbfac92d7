import type { Command, Option } from 'commander';
import { PLACE } from '../flash-options';
import { FILE, FOLDER } from '../options';

/** The words of the command line, in the form that the shells' scripts need. */
export interface Words {
  /** Options of the program itself. */
  options: OptionWords[];
  commands: CommandWords[];
}

interface CommandWords {
  name: string;
  description: string;
  options: OptionWords[];
  /** Words that its argument can be. */
  arguments: readonly string[];
  /** Whether its argument is a file or a folder. */
  takesFile: boolean;
}

export interface OptionWords {
  /** `--target`, and the short form `-t` if it has one. */
  flags: string[];
  description: string;
  /** The kind of value: none (undefined), a folder, a file, text, or one of a few words. */
  value?: 'folder' | 'file' | 'text' | readonly string[];
}

/** Returns everything that can be completed, from the definition of the program. */
export function wordsOf(program: Command): Words {
  return {
    options: optionsOf(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: optionsOf(command),
      arguments: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
      takesFile: command.registeredArguments.some((argument) => argument.name() === PLACE),
    })),
  };
}

function optionsOf(command: Command): OptionWords[] {
  return command.createHelp().visibleOptions(command).map(option);
}

function option({ short, long, description, argChoices, flags, required }: Option): OptionWords {
  const value = argChoices ?? (flags.includes(FOLDER) ? 'folder' : flags.includes(FILE) ? 'file' : 'text');
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    // Keep only the first part; a list of completions has little room.
    description: description.split(/[;,(]/)[0]!.trim(),
    ...(required ? { value } : {}),
  };
}
