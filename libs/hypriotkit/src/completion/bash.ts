import type { OptionWords, Words } from './words';

/** Returns the script for bash 4 or newer: `source <(hypriotkit completion bash)`. */
export function bash({ options, commands }: Words): string {
  const all = [...options, ...commands.flatMap((command) => command.options)];
  const names = commands.map(({ name }) => name);
  const withValue = unique(all.filter(({ value }) => value).flatMap(({ flags }) => flags));
  return `# bash completion of hypriotkit
_hypriotkit() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command= i
  COMPREPLY=()
  # --option=value comes as three words.
  if [[ $word == = ]]; then word=
  elif [[ $before == = ]]; then before=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  case $before in
${valueCases(all)}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${withValue.join('|')}) ((i++)) ;;
      ${names.join('|')}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command in
${commands.map((one) => `    ${one.name}) ${wordsAfter(one)} ;;`).join('\n')}
    *) ${reply([...names, ...flagsOf(options)])} ;;
  esac
}
complete -F _hypriotkit hypriotkit
`;
}

/** Files are added to the words: `-O` is where they begin. */
function wordsAfter({ arguments: words, options, takesFile }: Words['commands'][number]): string {
  const files = 'compopt -o filenames; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")';
  return [reply([...words, ...flagsOf(options)]), ...(takesFile ? [files] : [])].join('; ');
}

function valueCases(options: OptionWords[]): string {
  const seen = new Set<string>();
  return options
    .filter(({ value, flags }) => value && !seen.has(flags.join()) && seen.add(flags.join()))
    .map(({ flags, value }) => `    ${flags.join('|')}) ${valueCase(value)}; return ;;`)
    .join('\n');
}

function valueCase(value: OptionWords['value']): string {
  if (value === 'folder') return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word")';
  if (value === 'file') return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word")';
  return value === 'text' ? ':' : reply(value ?? []);
}

const reply = (words: readonly string[]): string =>
  `mapfile -t COMPREPLY < <(compgen -W '${words.join(' ')}' -- "$word")`;
const flagsOf = (options: OptionWords[]): string[] => options.flatMap(({ flags }) => flags);
const unique = (words: string[]): string[] => [...new Set(words)];
