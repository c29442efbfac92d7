import type { Masker } from '@hypriotkit/core';

/** Lines of diffoscope's report that are shown. All are in the file. */
const SHOWN_LINES = 40;
/** The name of something that differs, or what diffoscope compared it by. */
const HEADING = /^(│ )*├── /;

/**
 * Returns what the log shows of diffoscope's report. If there are secrets, that is only the names of what differs: the content may
 * show them in forms that no masker knows, such as in hexadecimal.
 *
 * @param path of the report, for people
 */
export function excerptOf(report: string, path: string, masker: Masker): string[] {
  const all = report.trimEnd().split('\n');
  const lines = masker.isEmpty ? all : all.filter((line) => HEADING.test(line));
  const left = lines.length - SHOWN_LINES;
  return [
    ...lines.slice(0, SHOWN_LINES),
    ...(left > 0 ? [`... and ${left} lines more in ${path}`] : []),
    ...(masker.isEmpty
      ? []
      : [`${path} also shows how they differ. The log does not, because the configuration has secrets.`]),
  ];
}
