import PostalMime from 'postal-mime';
import { ServerWorld } from '../../client/cli/scenario/server-world.ts';
import type { Office } from './office.ts';

/** The people of a scenario before an office; their letters are read at its mail server. */
export class OfficeWorld extends ServerWorld {
  readonly #office: Office;

  constructor(office: Office) {
    super({ url: office.url, language: 'vi', accounts: office.accounts });
    this.#office = office;
  }

  override async hasLetter(login: string, number: string): Promise<boolean> {
    const theirs = this.#office.mail.heard.filter((letter) =>
      letter.to.some((to) => to.startsWith(`${login}@`)),
    );
    const read = await Promise.all(theirs.map(({ raw }) => PostalMime.parse(raw)));
    return read.some(({ subject = '' }) => subject.includes(number));
  }
}
