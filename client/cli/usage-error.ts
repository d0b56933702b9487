/** Something that somebody typed or wrote into a file cannot be meant; the message says what. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
