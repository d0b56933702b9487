import type { FastifyReply } from 'fastify';
import { z } from 'zod';

export const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const PICTURE = 'image/svg+xml';

/** How the answer of a route that gives a file is described. */
export function fileOut(type: string) {
  return {
    description: 'A file to be saved.',
    content: { [type]: { schema: z.any() } },
  };
}

/** Answers with a file to be saved. */
export function file(
  reply: FastifyReply,
  { type, name, bytes }: { type: string; name: string; bytes: Uint8Array },
): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .serializer((payload: Buffer) => payload as never)
    .send(Buffer.from(bytes));
}
