import { Argument, Command, Option } from 'commander';
import { actions, type Action, type Described } from './actions';
import { completionFor, SHELLS, type Shell } from './completion/completion';
import { code } from './errors';
import { explained } from './help';
import { options, type Given } from './options';
import { version } from './version';

const ACTIONS = Object.keys(actions) as Action[];
/** Those that need no argument. */
const BY_OPTION = ACTIONS.filter((name) => !(actions[name] as Described).argument?.().required);

/** The command line of the program. Each action can be given as `--cmd ACTION` or as a command. */
export function program(): Command {
  const root = new Command('hypriotkit')
    .description('Builds HypriotOS, a 64-bit Debian with Docker on board, for the Raspberry Pi. Needs only Docker.')
    .usage('[command] [options]')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError(`See hypriotkit --help. [${code}]`)
    .addOption(new Option('--cmd <action>', 'the same as the command of that name').choices(BY_OPTION))
    .argument('[command]')
    .action(byOption);
  for (const option of options()) root.addOption(option);
  for (const action of ACTIONS) root.addCommand(command(root, action));
  root.addCommand(completion(root));
  return explained(root);
}

/** Handles a command line that names no known command. */
async function byOption(word: string | undefined, { cmd, ...given }: Given & { cmd?: Action }, root: Command) {
  if (word !== undefined) {
    const known = root.commands.map((one) => one.name()).join(', ');
    root.error(`error: unknown command '${word}'; expected one of ${known}`);
  }
  if (cmd === undefined) return root.help({ error: true });
  await actions[cmd].run(given);
}

function command(root: Command, name: Action): Command {
  const { description, run, argument, options: own, wrong }: Described = actions[name];
  const made = new Command(name).description(description).action(async () => {
    const { cmd, ...given } = made.optsWithGlobals<Given & { cmd?: Action }>();
    if (cmd !== undefined && cmd !== name)
      made.error(`error: --cmd ${cmd} and the command ${name} are both given; choose one`);
    const [word] = made.processedArgs as [string?];
    const all = { ...given, ...(word !== undefined && { [made.registeredArguments[0]!.name()]: word }) };
    const problem = wrong?.(all);
    if (problem !== undefined) made.error(`error: ${problem}`);
    await run(all);
  });
  if (argument) made.addArgument(argument());
  for (const option of [...options(), ...(own?.() ?? [])]) made.addOption(option);
  return made.copyInheritedSettings(root);
}

function completion(root: Command): Command {
  return new Command('completion')
    .description('print the completion script for a shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action((shell: Shell) => void process.stdout.write(completionFor(shell, root)))
    .copyInheritedSettings(root);
}
