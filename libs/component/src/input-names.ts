import { basename, posix } from 'node:path';
import type { UserFile } from '@hypriotkit/config';
import { InputsAlike } from './errors';

/** An input, and the name of its file if that is known. */
interface NamedInput {
  component: string;
  role: string;
  file?: string;
}

/**
 * Refuses inputs that a builder could not tell apart: two of one role, and files that would have one place in its
 * workspace. User files go there, too.
 *
 * @throws InputsAlike
 */
export function refuseAlike(inputs: NamedInput[], files: UserFile[]): void {
  for (const [index, input] of inputs.entries()) {
    const before = inputs.slice(0, index);
    const sameRole = before.find(({ role }) => role === input.role);
    if (sameRole) throw InputsAlike.ofRole(sameRole, input);
    const sameFile = input.file && before.find(({ file }) => file === input.file);
    if (sameFile) throw InputsAlike.ofFile(sameFile, input, sameFile.file!);
    const inTheWay = files.find((file) => namesOf(input).includes(nameOf(file)));
    if (inTheWay) throw InputsAlike.ofUserFile(input, inTheWay.name, nameOf(inTheWay));
  }
}

/** What an input takes in the workspace. */
const namesOf = ({ file }: NamedInput): string[] => (file === undefined ? [] : [file, `${file}.sha256`]);

/** What a user's file takes in the workspace: its own name, or that of the folder that it is in. */
const nameOf = ({ folder, source }: UserFile): string => posix.join(folder, basename(source)).split('/')[0]!;
