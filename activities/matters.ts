import type { MatterKind } from '../domain/cases/outcome.ts';
import { INCIDENT } from './incident-matter.ts';
import type { AnyCase, Matter } from './matter.ts';

// Each matter is given back only what it gave out itself.
const MATTERS: Readonly<Record<MatterKind, unknown>> = {
  incident: INCIDENT,
};

/** What there is to know of a kind of case. */
export function matterOf(kind: MatterKind): Matter<AnyCase> {
  return MATTERS[kind] as Matter<AnyCase>;
}
