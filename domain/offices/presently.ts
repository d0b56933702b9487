import type { DirectoryAt } from './directory.ts';
import type { OfficeId } from './office.ts';

/**
 * Whoever does the work of a body by now, or that part of it where one is named; the body itself
 * where nobody does.
 */
export function presently(
  office: OfficeId,
  directory: Pick<DirectoryAt, 'successorOf'>,
  scope: string | null = null,
): OfficeId {
  return directory.successorOf(office, scope ?? undefined) ?? office;
}
