import { crc32, inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const LONGEST_COMMENT = 65_535;
const ENCRYPTED = 1;
const DEFLATED = 8;

/** An archive that is damaged, or made in a way that no office program makes them. */
export class BrokenZip extends Error {}

/** An archive that holds more than it may. */
export class TooLargeZip extends Error {}

/**
 * The files of a ZIP archive by its directory, in their order. Sizes that the archive claims are
 * not believed: unpacking ends as soon as more than `bytes` come out, or when there are more than
 * `files` in it.
 * Throws {@link BrokenZip} and {@link TooLargeZip}.
 */
export function unzipWithin(
  archive: Uint8Array,
  most: { readonly files: number; readonly bytes: number },
): ReadonlyMap<string, Uint8Array> {
  const zip = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > most.files) throw new TooLargeZip('Too many files');
  const parts = new Map<string, Uint8Array>();
  let left = most.bytes;
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_SIZE > zip.length || zip.readUInt32LE(at) !== ENTRY)
      throw new BrokenZip('Entry');
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const nameEnd = at + ENTRY_SIZE + (lengths[0] ?? 0);
    const name = zip.toString('utf8', at + ENTRY_SIZE, nameEnd);
    if (!name.endsWith('/')) {
      if (parts.has(name)) throw new BrokenZip(`${name} stands twice`);
      const part = partAt(zip, at, left);
      left -= part.length;
      parts.set(name, part);
    }
    at = nameEnd + (lengths[1] ?? 0) + (lengths[2] ?? 0);
  }
  return parts;
}

function endOf(zip: Buffer): number {
  const last = zip.length - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw new BrokenZip('No directory');
}

function partAt(zip: Buffer, entry: number, left: number): Uint8Array {
  const flags = zip.readUInt16LE(entry + 8);
  const method = zip.readUInt16LE(entry + 10);
  const sum = zip.readUInt32LE(entry + 16);
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  if ((flags & ENCRYPTED) !== 0) throw new BrokenZip('Encrypted');
  if (local + LOCAL_SIZE > zip.length || zip.readUInt32LE(local) !== LOCAL) {
    throw new BrokenZip('No file where the directory says');
  }
  const start = local + LOCAL_SIZE + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + size);
  if (packed.length !== size) throw new BrokenZip('Cut short');
  const part = unpacked(packed, method, left);
  if (crc32(part) !== sum) throw new BrokenZip('Checksum');
  return part;
}

function unpacked(packed: Buffer, method: number, left: number): Uint8Array {
  if (method !== DEFLATED) {
    if (method !== 0) throw new BrokenZip(`Method ${method}`);
    if (packed.length > left) throw new TooLargeZip('Too many bytes');
    return packed;
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new TooLargeZip('Too many bytes', { cause: error });
    }
    throw new BrokenZip('Not deflated', { cause: error });
  }
}
