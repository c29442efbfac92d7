import { orchestrate } from './orchestrate';

void orchestrate().then((code) => process.exit(code));
