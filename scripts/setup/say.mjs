import { TEXTS } from './texts.mjs';

/** Writes a line of progress to the standard error stream, so that program output stays clean. */
export function say(key, params = {}) {
  process.stderr.write(`${text(key, params)}\n`);
}

/** The text of a key: Vietnamese, or English where HOMAT_LANG=en. */
export function text(key, params = {}) {
  const { vi, en } = TEXTS[key];
  const chosen = process.env.HOMAT_LANG === 'en' ? en : vi;
  return chosen.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''));
}
