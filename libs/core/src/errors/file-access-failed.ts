import { HypriotkitError } from './hypriotkit-error';

/** The system refused something that was to be done with a file or folder of this machine. */
export class FileAccessFailed extends HypriotkitError {
  readonly code = 'HK_FILE_ACCESS_FAILED';
}
