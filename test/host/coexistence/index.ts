/** The tests that run beside an extension with the id of Docker DX. */
export { run } from '../suite/index';
