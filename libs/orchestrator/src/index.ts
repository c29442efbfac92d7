export { deliver, type Delivery } from './deliver';
export { InputRefused } from './errors';
export { orchestrate } from './orchestrate';
export { readOrder, type Order } from './order';
export { IN_IMAGE, type Places } from './places';
