import type { OptionWords, Words } from './words';

/** Returns the script for zsh: `source <(hypriotkit completion zsh)`, or a file _hypriotkit in a folder of $fpath. */
export function zsh({ options, commands }: Words): string {
  return `#compdef hypriotkit
_hypriotkit() {
  local state line
  local -a commands=(
${commands.map(({ name, description }) => `    ${quote(`${name}:${description}`)}`).join('\n')}
  )
  _arguments -C -S ${specs(options)} '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $line[1] in
${commands.map((one) => `        ${one.name}) _arguments -S ${specs(one.options, one.arguments, one.takesFile)} ;;`).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _hypriotkit ]]; then _hypriotkit "$@"; else compdef _hypriotkit hypriotkit; fi
`;
}

function specs(options: OptionWords[], words: readonly string[] = [], takesFile = false): string {
  const action = takesFile ? '_files' : words.length > 0 ? `(${words.join(' ')})` : '';
  const argument = action === '' ? [] : [quote(`1:argument:${action}`)];
  return [...options.flatMap(spec), ...argument].join(' ');
}

/** Returns one spec for each flag. Flags with the same meaning exclude each other. */
function spec({ flags, description, value }: OptionWords): string[] {
  const exclusive = `(${flags.join(' ')})`;
  const said = `[${description.replace(/[[\]:\\]/g, '\\$&')}]`;
  // A long flag takes its value after `=` or as the next word.
  return flags.map((flag) =>
    quote(`${exclusive}${flag}${value && flag.startsWith('--') ? '=' : ''}${said}${of(value)}`),
  );
}

function of(value: OptionWords['value']): string {
  if (value === undefined) return '';
  if (value === 'folder') return ':folder:_files -/';
  if (value === 'file') return ':file:_files';
  return value === 'text' ? ':value: ' : `:value:(${value.join(' ')})`;
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
