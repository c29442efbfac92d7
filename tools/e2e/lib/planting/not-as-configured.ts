import type { Mistake } from './mistakes';

/**
 * The image of the default configuration, which is verified as if it had been made with other values. What the
 * configured values should have changed is missing or wrong.
 */
export const NOT_AS_CONFIGURED: Mistake[] = [
  {
    name: 'a line of config.txt is there for one board only',
    plant: "boot_change config.txt '$a[pi4]\\ndtparam=i2c_arm=on'",
    values: { VALUE_CONFIG_TXT: 'dtparam=i2c_arm=on\n[pi4]\narm_boost=1' },
    caught: {
      'config.txt has the configured lines, for the boards that they are meant for':
        /expected dtparam=i2c_arm=on for all, it is not there\n.*expected arm_boost=1 for pi4, it is not there/,
      'what is added to config.txt holds for all boards': /it ends in the section \[pi4\]; expected \[all\]/,
    },
  },
  {
    name: 'a kernel argument is missing',
    plant: "boot_change cmdline.txt 's/$/ quietly/'",
    values: { VALUE_CMDLINE: 'quiet' },
    caught: { 'the kernel gets the configured arguments': /expected quiet, found '.*quietly'/ },
  },
];
