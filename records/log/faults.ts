import type { NoteFault } from './note.ts';

/** What is wrong with a log. Each kind is a key of the texts; the rest says which and where. */
export type LogFault =
  | { readonly fault: 'fact-changed'; readonly fact: string; readonly place: number }
  | { readonly fault: 'fact-missing'; readonly fact: string; readonly place: number }
  | { readonly fault: 'fact-contradicted'; readonly fact: string; readonly columns: string }
  | { readonly fault: 'fact-without-leaf'; readonly fact: string }
  | { readonly fault: 'leaf-without-place'; readonly fact: string }
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
  | { readonly fault: 'reads-changed'; readonly day: string };

/** The first faults, and how many more there are: a log that was rewritten has one in every line. */
export interface FaultList {
  readonly shown: readonly LogFault[];
  readonly more: number;
  add(fault: LogFault): void;
}

/** An empty list that keeps the first hundred. */
export function faultList(most = 100): FaultList {
  const shown: LogFault[] = [];
  let more = 0;
  return {
    shown,
    get more() {
      return more;
    },
    add(fault) {
      if (shown.length < most) shown.push(fault);
      else more += 1;
    },
  };
}
