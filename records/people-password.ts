import { hash, verify } from '@node-rs/argon2';

// OWASP's Argon2id setting: 19 MiB, two passes, one lane. Argon2id is 2 in the package's table,
// which is a const enum and so is not there when types are only stripped.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The Argon2id hash of a password, with its salt and parameters in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), OPTIONS);
}

/** Whether a password fits a hash; `false` for a hash that cannot be read. */
export async function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password.normalize('NFC')).catch(() => false);
}
