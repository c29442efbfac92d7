import type { OptionWords, Words } from './words';

/** Returns the script for fish, to be saved as hypriotkit.fish in ~/.config/fish/completions. */
export function fish({ options, commands }: Words): string {
  const names = commands.map(({ name }) => name).join(' ');
  const first = quote(`not __fish_seen_subcommand_from ${names}`);
  const lines = [
    'complete -c hypriotkit -f',
    ...options.map((option) => `complete -c hypriotkit -n ${first} ${words(option)}`),
    ...commands.flatMap(({ name, description, options: own, arguments: choices, takesFile }) => {
      const after = quote(`__fish_seen_subcommand_from ${name}`);
      return [
        `complete -c hypriotkit -n ${first} -a ${name} -d ${quote(description)}`,
        ...(choices.length > 0 ? [`complete -c hypriotkit -n ${after} -a ${quote(choices.join(' '))}`] : []),
        ...(takesFile ? [`complete -c hypriotkit -n ${after} -F`] : []),
        ...own.map((option) => `complete -c hypriotkit -n ${after} ${words(option)}`),
      ];
    }),
  ];
  return `# fish completion of hypriotkit\n${lines.join('\n')}\n`;
}

function words({ flags, description, value }: OptionWords): string {
  const named = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...named, ...of(value), `-d ${quote(description)}`].join(' ');
}

function of(value: OptionWords['value']): string[] {
  if (value === undefined) return [];
  if (value === 'folder') return ['-x', `-a '(__fish_complete_directories)'`];
  if (value === 'file') return ['-r', '-F'];
  return value === 'text' ? ['-x'] : ['-x', `-a ${quote(value.join(' '))}`];
}

const quote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
