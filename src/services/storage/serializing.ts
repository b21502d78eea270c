import Keyv, { type DeserializedData } from 'keyv';

const own = new Keyv();

/**
 * Keyv's own form marks texts that begin with a colon, and bytes, with one more colon; it looks at every value for that,
 * on the way in and out. Whether there is any shows in the JSON: a quotation mark that opens a text, and a colon right
 * behind it.
 */
const hasMarks = /[[:,{]":/;

/** The same text as Keyv's own, several times faster where there is nothing to mark. */
export function serialize<Value>(data: DeserializedData<Value>): string | Promise<string> {
  const json = JSON.stringify(data);
  return hasMarks.test(json) ? (own.serialize?.(data) ?? json) : json;
}

/** @throws SyntaxError */
export function deserialize<Value>(
  text: string,
): DeserializedData<Value> | undefined | Promise<DeserializedData<Value> | undefined> {
  return hasMarks.test(text) ? own.deserialize?.(text) : JSON.parse(text);
}
