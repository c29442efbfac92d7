/** What can be wrong with a file of expectations, and what is said then. */
export const WRONG_FILES: [what: string, yaml: string, message: RegExp][] = [
  ['no YAML', 'mine: [', /^error: \d+\.yaml is not valid YAML: /m],
  ['no groups', '- { expect: a }', /\d+\.yaml has to contain groups, each with a list/],
  ['a group that is no list', 'mine: { expect: a }', /the group 'mine' has to be a list of expectations/],
  [
    'an expectation without a name',
    'mine: [{ on: [image], file: /a }]',
    /an expectation in 'mine' has no `expect:`.* It has: on, file\./,
  ],
  [
    'one that is there twice',
    'mine: [{ expect: a, on: [image], file: /a }, { expect: a, on: [image], file: /b }]',
    /'a' appears twice/,
  ],
  [
    'a key that is there twice',
    'mine: [{ expect: a, on: [image], file: /a, file: /b }]',
    /the key 'file' appears twice/,
  ],
  [
    'no kind',
    'mine: [{ expect: a, on: [image], fiel: /a }]',
    /\d+\.yaml: 'a': it has no kind\. Unknown key: fiel; did you mean 'file'\?/,
  ],
  ['two kinds', 'mine: [{ expect: a, on: [image], file: /a, absent: /b }]', /it has 2 kinds: file, absent/],
  [
    'an unknown key',
    'mine: [{ expect: a, on: [image], file: /a, ownr: root }]',
    /the kind file has no `ownr`: did you mean 'owner'\?/,
  ],
  ['a key that is missing', 'mine: [{ expect: a, on: [image], fstab: /etc/fstab }]', /the kind fstab needs `mounts`/],
  ['no place', 'mine: [{ expect: a, file: /a }]', /`on` has to be a list of places/],
  ['an unknown place', 'mine: [{ expect: a, on: [bord], file: /a }]', /`on` has 'bord': did you mean 'board'\?/],
  [
    'a kind that the image does not have',
    'mine: [{ expect: a, on: [image], command: ls }]',
    /the kind command cannot be judged on image, only on qemu, board/,
  ],
  [
    'a key that the image does not have',
    'mine: [{ expect: a, on: [image], service: ssh.service, active: true }]',
    /`active` cannot be judged on image/,
  ],
  [
    'an unknown word',
    'mine: [{ expect: a, on: [image], file: "/home/{usrname}" }]',
    /it has the word \{usrname\}.*: did you mean 'username'\?/,
  ],
  [
    'a condition on an unknown value',
    'mine: [{ expect: a, on: [image], file: /a, when: compos }]',
    /did you mean 'compose'\?/,
  ],
  [
    'no regular expression',
    "mine: [{ expect: a, on: [image], file: /a, has: '(' }]",
    /`has` has '\(', which is not a regular expression/,
  ],
  [
    'no mode',
    'mine: [{ expect: a, on: [image], file: /a, mode: 640 }]',
    /`mode` has to be a mode of four octal digits, such as 0640, but is 640/,
  ],
  ['no path', 'mine: [{ expect: a, on: [image], file: a }]', /`file` has to be a path from the root/],
  [
    'an unknown board',
    'mine: [{ expect: a, on: [image], boards: [Pi 4B] }]',
    /there is no board 'Pi 4B': did you mean 'Pi 4 B'\?/,
  ],
  [
    'an option with its prefix',
    'mine: [{ expect: a, on: [image], kernel_options: [CONFIG_BRIDGE] }]',
    /'CONFIG_BRIDGE' is not a kernel option/,
  ],
  [
    'one off that does not exist',
    'mine: [{ expect: the host has a name, off: true }]',
    /no such expectation: did you mean 'the host has its name'\?/,
  ],
  [
    'one off that says more',
    'mine: [{ expect: the host has its name, off: true, on: [image] }]',
    /`off: true` allows no other key/,
  ],
];
