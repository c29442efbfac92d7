export { EXIT } from './exit-codes';
export { run } from './run';
