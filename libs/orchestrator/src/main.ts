import { EXIT } from '@hypriotkit/contract';
import { orchestrate } from './orchestrate';

// Until it is known: a program that has nothing to wait for any more ends, whatever it has done.
process.exitCode = EXIT.failed;
void orchestrate().then((code) => process.exit(code));
