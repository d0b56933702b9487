import type { PayloadKeys } from '../../secrecy/payload-codec.ts';

/** The key of the recorded histories; it protects nothing and is used for nothing else. */
export const REPLAY_KEYS: PayloadKeys = [{ id: 'replay-test-key', key: Buffer.alloc(32, 7) }];
