import type { CivilDate } from '../../domain/time/instant.ts';

/** A piece of the body of a report, whatever it is written down in. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly lead?: string }
  | {
      readonly kind: 'table';
      readonly headings: readonly string[];
      /** Shares of the width, one a column. */
      readonly widths: readonly number[];
      /** Columns whose cells are numbers, from 0. */
      readonly numeric: readonly number[];
      /** Columns of short cells that stand in the middle, from 0. */
      readonly centred: readonly number[];
      readonly rows: readonly (readonly string[])[];
    };

/** A report as a paper of Decree 30/2020: everything that is printed, in the words printed. */
export interface ReportPaper {
  readonly issuer: {
    /** The body above; null for those that stand at the top of their branch. */
    readonly parent: string | null;
    readonly name: string;
  };
  /** Null until the clerk has given one. */
  readonly number: string | null;
  /** `BC-UBND`: type and issuer. */
  readonly symbol: string;
  readonly place: string;
  /** Null until it is numbered and dated. */
  readonly date: CivilDate | null;
  readonly subject: string;
  /** To whom it is submitted; a report to a body above names it. */
  readonly to: readonly string[];
  readonly body: readonly Block[];
  readonly signature: {
    /** `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`, as the signing rules give them. */
    readonly lines: readonly string[];
    /** Null while nobody has signed. */
    readonly name: string | null;
  };
  /** Besides those it is submitted to. */
  readonly recipients: readonly string[];
  /** Units and copies of the archive line: `A03 (2)`. */
  readonly archive: readonly string[];
  /** After the signature, on a page of its own. */
  readonly annex: { readonly name: string; readonly body: readonly Block[] } | null;
  /** DỰ THẢO, DIỄN TẬP: at the head of every page. */
  readonly marks: readonly string[];
}
