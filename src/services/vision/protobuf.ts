/** What a protobuf message is written with: its fields one after another. */

/** A field that holds a whole number of 0 or more. */
export const int = (field: number, value: number): Buffer =>
  Buffer.from([...varint(field * 8), ...varint(value)]);

/** A field that holds text, bytes or another message. */
export function bytes(field: number, value: string | Uint8Array): Buffer {
  const data = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(data.length)]), data]);
}

/** A field that holds a message of these fields. */
export const message = (field: number, ...fields: readonly Uint8Array[]): Buffer =>
  bytes(field, Buffer.concat(fields));

/** Seven bits a byte, the lowest first; all but the last have their highest bit set. */
function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
  return [...out, rest];
}
