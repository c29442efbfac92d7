export { Board } from './board';
export { showLive } from './live-view';
