export { isAttended } from './attended';
export { Board } from './board';
export { loadLive, showLive, type LiveView } from './live-view';
export { Transfer } from './transfer';
