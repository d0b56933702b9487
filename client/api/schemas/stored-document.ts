import { z } from 'zod';

/** A document whose bytes are kept: its checksum, its size, and its type by content. */
export const storedOut = z
  .object({ sha256: z.string(), size: z.number().int(), type: z.string() })
  .meta({ id: 'StoredDocument' });
