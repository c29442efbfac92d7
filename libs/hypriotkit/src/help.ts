import type { Command } from 'commander';

const ROOT = `
Examples:
  hypriotkit build                              everything, into the current folder
  hypriotkit build --target out --verbosity info
                                                the same into ./out, and show the steps
  hypriotkit build --target out --volume hypriot-artifacts
                                                the same through a named volume, which an
                                                engine on another machine needs
  hypriotkit --cmd build --target out           in the form of the Python tool
  hypriotkit clean --volume hypriot-artifacts   delete that volume, with all builds in it
  hypriotkit cache                              list the finished builds that are kept
  hypriotkit flash out                          write the image in ./out to a card
  hypriotkit upgrade                            pull the latest orchestrator image
  source <(hypriotkit completion bash)          complete words with the Tab key

Configuration:
  A configs.json in the target folder sets what is built, and how. This one builds the
  blank image for odroid devices, and base_image, which blank_image needs:

    { "base_image": {}, "blank_image": { "device": "odroid" } }

  A boards/garage/configs.json in the target folder is laid over it for the board garage:
  hypriotkit build --board garage.

Exit codes:
  0    done
  1    started and failed: no engine, a pull or a build that did not succeed,
       a card that could not be written
  2    not started: a wrong option, a target, volume, image, disk or configs.json
       that cannot be used
  130  interrupted; everything was cleaned up
`;

const COMMANDS: Record<string, string> = {
  build: `
Pulls the image if it is missing, builds, and puts the artifacts into the target folder,
each with its .sha256, and a manifest.json that describes them.

Examples:
  hypriotkit build --target out --verbosity info
  hypriotkit build --target out --volume hypriot-artifacts --engine ssh://user@host

Boards are images that differ in a few fields. out/boards/garage/configs.json, and
configs.local.json beside it, are laid over out/configs.json; the image is put into
out/boards/garage. Boards share what they do not change:

  hypriotkit build --target out --board garage --board attic
  hypriotkit build --target out --boards        all of them

A hypriotkit.lock.json in the target folder says what is fetched: these packages, or none.

  hypriotkit build --target out --no-lock       what there is now

A Docker swarm builds boards on all of its machines. The engine has to be one of its managers, and
NX_SELF_HOSTED_REMOTE_CACHE_SERVER the shared cache of the machines:

  hypriotkit build --target out --boards --on swarm --verbosity info
`,
  clean: `
Without --volume, or with the path of a folder as its value, nothing is deleted: files in
the target folder are kept.

Example:
  hypriotkit clean --volume hypriot-artifacts
`,
  cache: `
Finished builds are kept in the store: in the volume that --volume or HYPRIOTKIT_STORE names
(default: hypriot-artifacts), or in the folder that --target names. HYPRIOTKIT_STORE_SIZE
limits its size (default: 10G). Builder volumes are listed and deleted too, but not with
--older-than or --size. Whatever is in use is kept.

Examples:
  hypriotkit cache
  hypriotkit cache clean                        everything
  hypriotkit cache clean --component rpi_kernel
  hypriotkit cache clean --older-than 30d
  hypriotkit cache clean --size 5G
`,
  flash: `
Writes an image to a card, reads it back and ejects the card. The image is a file (.img, .zip,
.img.xz, .img.zst), its address, or the folder of a build. Without --device, it lists the
cards and USB disks, and waits for one. It asks before it writes. Only root may write to
disks: sudo asks for your password, and runs that part alone. Needs no Docker. What a block map
(.bmap) beside the image leaves out, because it is free, is skipped.

Settings for the first boot become part of what is written. Passwords can be in
HYPRIOTKIT_ACCOUNT_PASSWORD and HYPRIOTKIT_WIFI_PASSWORD, where no list of processes shows them.

Examples:
  hypriotkit flash out
  hypriotkit flash hypriotos-rpi64-latest.img.zip --device /dev/sdb --dry-run
  hypriotkit flash out --hostname reef --account davy --ssh-key ~/.ssh/id_ed25519.pub
  hypriotkit flash out --ssid quay --country GB --config-txt dtparam=i2c_arm=on
  hypriotkit flash out --userdata my-user-data.yaml --file docker-compose.yml
`,
  imager: `
Writes a manifest for Raspberry Pi Imager 2 beside the image and prints its path. Open it there:
App Options > Content Repository > Edit > Use custom file. Imager then offers its settings
for the image: host name, account, SSH, Wi-Fi. Needs no Docker.

Examples:
  hypriotkit imager out
  hypriotkit imager hypriotos-rpi64-latest.img.zip --url https://example.com/images
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
