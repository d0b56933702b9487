import { isMessageKey } from '../../../locales/index.ts';
import type { Cli, Names } from '../context.ts';
import { moment, table } from '../print.ts';

/** A letter: what it is about, to whom, and how it stands. */
export interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly person: string | null;
  readonly office: string | null;
  readonly sentAt: string | null;
  readonly seenAt: string | null;
}

/** The letters of a case, in order. */
export function lettersText(
  cli: Cli,
  letters: readonly Letter[],
  about: { readonly number: string; readonly names: Names },
): string {
  if (letters.length === 0) return '';
  const heads = ['sent', 'subject', 'to', 'state', 'seen'] as const;
  return table(
    heads.map((h) => cli.say(`head-${h}`)),
    letters.map((letter) => [
      moment(letter.sentAt),
      aboutText(cli, letter, about.number),
      receiverText(cli, letter, about.names),
      cli.word('notice-state', letter.state),
      moment(letter.seenAt),
    ]),
  );
}

/** What a letter is about: the subject that its receiver reads. */
export function aboutText(cli: Cli, { kind }: Pick<Letter, 'kind'>, number: string | null): string {
  const key = `notices.${kind}.subject`;
  return isMessageKey(key) ? cli.tell(key, { number: number ?? '' }) : kind;
}

/** To whom it went: a person, else the mailbox of an office. */
export function receiverText(
  cli: Cli,
  { person, office }: Pick<Letter, 'person' | 'office'>,
  names: Names,
): string {
  if (person === null) return cli.office(names, office);
  return names.people[person] ?? person;
}
