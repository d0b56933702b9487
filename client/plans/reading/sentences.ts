import type { BodyReader } from './bodies.ts';
import { bodiesInList } from './bodies.ts';
import type { DraftBody } from './draft.ts';

/** What a sentence of the part on organisation says of who does what. */
export interface ReadSentence {
  readonly lead: readonly DraftBody[];
  readonly coordinating: readonly DraftBody[];
  readonly asked: readonly DraftBody[];
  readonly kind: 'task' | 'own-plan' | 'difficulty';
}

const DIFFICULTY = /khó khăn, vướng mắc/iu;
const ANSWERED = /(?:báo cáo|phản ánh|trao đổi|kiến nghị|gửi)\s/iu;
const CLOSING = /^Trên đây là/iu;
const OWN_PLAN =
  /(?:xây dựng|ban hành)\s+[Kk]ế hoạch(?: cụ thể| chi tiết| thực hiện| triển khai)?/u;
const WITH = /phối hợp\s+(?:chặt chẽ\s+)?(?:với\s+)?/iu;
const ASKS = /^(?:Đề nghị|Kính đề nghị)\s+/iu;
const WHEN = new RegExp(
  '^(?:Trong phạm vi (?:chức năng, nhiệm vụ|quản lý)(?: của mình)?,?' +
    '|Định kỳ (?:hằng|hàng) năm,|(?:Hằng|Hàng) năm,)\\s+',
  'iu',
);
const VERBS = [
  'trong phạm vi', 'chủ động', 'chủ trì', 'phối hợp', 'chỉ đạo', 'xây dựng', 'ban hành',
  'thực hiện', 'tổ chức thực hiện', 'tổ chức triển khai', 'quan tâm', 'giám sát', 'tham gia',
  'căn cứ',
].join('|'); // prettier-ignore
const VERB = new RegExp(`\\s(?:${VERBS})(?=\\s)`, 'u');
const ORDERS = /^(?:Giao|Yêu cầu)(?:\s+cho)?\s+/iu;

/** Whether it is the closing sentence of a plan, which asks for zeal and gives nobody a task. */
export function isClosing(sentence: string): boolean {
  return CLOSING.test(sentence);
}

/**
 * Reads who a sentence gives something to do: "Công an tỉnh chủ trì, phối hợp với …", "Đề nghị …",
 * "Giao …", or those of the heading above it. Null: it names nobody.
 */
export function readSentence(
  sentence: string,
  read: BodyReader,
  heading: readonly DraftBody[],
): ReadSentence | null {
  if (DIFFICULTY.test(sentence) && ANSWERED.test(sentence)) return difficulty(sentence, read);
  if (ASKS.test(sentence)) return asking(sentence.replace(ASKS, ''), read);
  const own = read(sentence.replace(WHEN, '').replace(ORDERS, ''));
  const { bodies, rest } = own.bodies.length > 0 ? own : { bodies: heading, rest: sentence };
  if (bodies.length === 0) return null;
  const kind = OWN_PLAN.test(rest) ? 'own-plan' : 'task';
  return { lead: bodies, coordinating: helpers(rest, read), asked: [], kind };
}

// "Đề nghị A; B và C trong phạm vi …": whoever stands before the verb is asked.
function asking(rest: string, read: BodyReader): ReadSentence | null {
  const verb = VERB.exec(rest);
  const asked = bodiesInList(verb === null ? rest : rest.slice(0, verb.index), read);
  const kind = OWN_PLAN.test(rest) ? 'own-plan' : 'task';
  return asked.length === 0 ? null : { lead: [], coordinating: [], asked, kind };
}

/** A heading that is nothing but the names of bodies, with or without a colon. */
export function bodiesOfHeading(text: string, read: BodyReader): readonly DraftBody[] {
  const { bodies, rest } = read(text);
  return /^[.:]?$/.test(rest) ? bodies : [];
}

function helpers(rest: string, read: BodyReader): readonly DraftBody[] {
  const found = WITH.exec(rest);
  if (found === null) return [];
  return read(rest.slice(found.index + found[0].length)).bodies;
}

// "…, nếu có khó khăn, vướng mắc, (đề nghị) các sở, … báo cáo về …".
function difficulty(sentence: string, read: BodyReader): ReadSentence | null {
  const after = sentence
    .split(DIFFICULTY)
    .slice(1)
    .join('')
    .replace(/^[^,]*,\s*/u, '');
  const asks = ASKS.test(after);
  const { bodies } = read(after.replace(ASKS, ''));
  if (bodies.length === 0) return null;
  return {
    lead: asks ? [] : bodies,
    coordinating: [],
    asked: asks ? bodies : [],
    kind: 'difficulty',
  };
}
