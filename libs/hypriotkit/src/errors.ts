/** The code of what commander finds wrong with a command line. It prints that itself, so there is no class for it. */
export const code = 'HK_COMMAND_LINE_INVALID';
