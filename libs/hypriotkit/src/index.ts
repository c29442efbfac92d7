export { EXIT } from '@hypriotkit/contract';
export { run } from './run';
