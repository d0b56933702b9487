import type { NoteFault } from './note.ts';

/** What is wrong with a log. Each kind is a key of the texts; the rest says which and where. */
export type LogFault =
  | { readonly fault: 'fact-changed'; readonly fact: string; readonly place: number }
  | { readonly fault: 'fact-missing'; readonly fact: string; readonly place: number }
  | { readonly fault: 'fact-contradicted'; readonly fact: string; readonly columns: string }
  | { readonly fault: 'fact-without-leaf'; readonly fact: string }
  | { readonly fault: 'leaf-without-place'; readonly fact: string }
  | { readonly fault: 'stream-gap'; readonly stream: string }
  | { readonly fault: 'entry-missing'; readonly place: number }
  | { readonly fault: 'node-differs'; readonly level: number; readonly index: number }
  | { readonly fault: 'checkpoint-differs'; readonly from: string; readonly size: number }
  | {
      readonly fault: 'checkpoint-ahead';
      readonly from: string;
      readonly size: number;
      readonly entries: number;
    }
  | { readonly fault: 'entries-not-signed'; readonly size: number; readonly entries: number }
  | { readonly fault: NoteFault; readonly from: string }
  | { readonly fault: 'reads-changed'; readonly day: string }
  | { readonly fault: 'case-differs'; readonly number: string };

/** Faults of one kind that are listed: a log that was rewritten has one in every line. */
export const MOST_OF_A_KIND = 50;

/** The first faults of each kind, and how many more there are. */
export interface FaultList {
  readonly shown: readonly LogFault[];
  readonly more: number;
  add(fault: LogFault): void;
}

/** An empty list of faults. */
export function faultList(): FaultList {
  const shown: LogFault[] = [];
  const counts = new Map<string, number>();
  let more = 0;
  return {
    shown,
    get more() {
      return more;
    },
    add(fault) {
      const count = (counts.get(fault.fault) ?? 0) + 1;
      counts.set(fault.fault, count);
      if (count <= MOST_OF_A_KIND) shown.push(fault);
      else more += 1;
    },
  };
}
