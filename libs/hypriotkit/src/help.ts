import type { Command } from 'commander';

const ROOT = `
Examples:
  hypriotkit build                              everything, into the current folder
  hypriotkit build --target out --verbosity info
                                                the same into ./out, and say what happens
  hypriotkit build --target out --volume hypriot-artifacts
                                                the same by way of a named volume, as an
                                                engine on another machine needs it
  hypriotkit --cmd build --target out           as the Python tool was called
  hypriotkit clean --volume hypriot-artifacts   delete that volume
  hypriotkit cache                              list what is kept of finished builds
  hypriotkit upgrade                            fetch the newest build image
  source <(hypriotkit completion bash)          complete words with the Tab key

Configuration:
  A configs.json in the target folder says what is built, and how. This one makes the
  blank image for odroid devices, and base_image, which that is made with:

    { "base_image": {}, "blank_image": { "device": "odroid" } }

Exit codes:
  0    done
  1    started and failed: no engine, a pull or a build that did not succeed
  2    not started: a wrong option, a target, volume, image or configs.json
       that cannot be used
  130  interrupted; everything was cleaned up
`;

const COMMANDS: Record<string, string> = {
  build: `
Pulls the image if it is not present, builds, and leaves in the target folder each
artifact with its .sha256, and a manifest.json that says what they are.

Examples:
  hypriotkit build --target out --verbosity info
  hypriotkit build --target out --volume hypriot-artifacts --engine ssh://user@host
`,
  clean: `
Without --volume, or with the path of a folder in its place, there is nothing to delete:
files in the target folder stay.

Example:
  hypriotkit clean --volume hypriot-artifacts
`,
  cache: `
What is kept is in the store: in the volume that --volume or HYPRIOTKIT_STORE names (default:
hypriot-artifacts), or in the folder that --target names. HYPRIOTKIT_STORE_SIZE is how large
it may get (default: 10G). Volumes of builders are listed and cleaned too, but not by
--older-than or --size. What is in use stays.

Examples:
  hypriotkit cache
  hypriotkit cache clean                        everything
  hypriotkit cache clean --component rpi_kernel
  hypriotkit cache clean --older-than 30d
  hypriotkit cache clean --size 5G
`,
  upgrade: `
Examples:
  hypriotkit upgrade
  hypriotkit upgrade --image registry.example/hypriotkit:latest
`,
  completion: `
Examples:
  source <(hypriotkit completion bash)                        in ~/.bashrc
  source <(hypriotkit completion zsh)                         in ~/.zshrc, after compinit
  hypriotkit completion fish > ~/.config/fish/completions/hypriotkit.fish
`,
};

/** Adds to the help of a program and its commands what the list of options does not explain. */
export function explained(program: Command): Command {
  program.addHelpText('after', ROOT);
  for (const command of program.commands) command.addHelpText('after', COMMANDS[command.name()] ?? '');
  return program;
}
