import type { NoticeKind } from '../../domain/notices/notice.ts';
import type { Language } from '../../domain/text.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { MessageParams } from '../../locales/index.ts';
import { translate } from '../../locales/index.ts';
import { dueText } from '../../locales/moment.ts';

/** One notice, as much of it as a letter may tell: what about, the number, the deadline. */
export interface LetterNotice {
  readonly kind: NoticeKind;
  readonly caseId: string | null;
  readonly number: string | null;
  readonly due: Instant | null;
}

/** Where a notice is opened in the product. */
export type LinkTo = (notice: Pick<LetterNotice, 'caseId' | 'number'>) => string;

/** A letter as it goes to the mail server: plain text, to one address. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** With angle brackets; another try of the same letter has the same one. */
  readonly messageId: string;
  readonly drill: boolean;
  readonly date: Instant;
}

export type LetterAbout = Pick<Letter, 'to' | 'messageId' | 'drill' | 'date'> & {
  readonly language: Language;
  /** Several make a digest. */
  readonly notices: readonly LetterNotice[];
};

/**
 * Writes the letter of one notice, or the digest of several, in the receiver's language. A letter
 * tells a number and a link, never what a case is about (design: secrecy of the system itself); the
 * letter of a drill says so first, last and in its subject.
 */
export function composeLetter(about: LetterAbout, linkTo: LinkTo): Letter {
  const { language, notices, drill } = about;
  const [first] = notices;
  if (first === undefined) throw new Error('A letter needs a notice');
  const one = notices.length === 1;
  const subject = one ? subjectOf(language, first) : digestSubject(language, notices.length);
  const body = one ? single(language, first, linkTo) : digest(language, notices, linkTo);
  const drillLine = drill ? [translate(language, 'notices.letter.drill')] : [];
  const parts = [
    ...drillLine,
    body,
    [translate(language, 'notices.letter.footer'), translate(language, 'notices.letter.rule')].join(
      '\n',
    ),
    ...drillLine,
  ];
  return {
    to: about.to,
    messageId: about.messageId,
    drill,
    date: about.date,
    subject: drill ? translate(language, 'notices.letter.drill-subject', { subject }) : subject,
    text: `${parts.join('\n\n')}\n`,
  };
}

function subjectOf(language: Language, notice: LetterNotice): string {
  return translate(language, `notices.${notice.kind}.subject`, paramsOf(language, notice));
}

function digestSubject(language: Language, count: number): string {
  return translate(language, 'notices.digest.subject', { count });
}

function single(language: Language, notice: LetterNotice, linkTo: LinkTo): string {
  const body = translate(language, `notices.${notice.kind}.body`, paramsOf(language, notice));
  const link = translate(language, 'notices.letter.link', { link: linkTo(notice) });
  return `${body}\n${link}`;
}

function digest(language: Language, notices: readonly LetterNotice[], linkTo: LinkTo): string {
  const items = notices.map((notice) => {
    const subject = subjectOf(language, notice);
    return `${translate(language, 'notices.digest.item', { subject })}\n  ${linkTo(notice)}`;
  });
  return [translate(language, 'notices.digest.body'), '', ...items].join('\n');
}

function paramsOf(language: Language, { number, due }: LetterNotice): MessageParams {
  return { number: number ?? '–', due: due === null ? '–' : dueText(language, due) };
}
