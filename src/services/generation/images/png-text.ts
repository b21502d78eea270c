import { crc32 } from 'node:zlib';
import { digitalSourceTypes, type Made } from '../../credentials/made.ts';

const signatureBytes = 8;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** An iTXt chunk (PNG specification, 11.3.3.4): UTF-8, not compressed. */
const internationalText = (keyword: string, value: string) =>
  chunk('iTXt', Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(value, 'utf8')]));

/** Says in XMP what a model has to do with the picture (IPTC digital source type). */
export const xmpOf = (from: Made['from']) =>
  `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="${digitalSourceTypes[from]}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const keyword = 'parameters';

/** The settings that `labelPng` wrote; undefined where there are none. */
export function parametersIn(png: Uint8Array): string | undefined {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  for (let at = signatureBytes; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    // Keyword and its end, two flags, and two empty texts.
    const head = keyword.length + 5;
    if (type === 'iTXt' && data.subarray(0, keyword.length).equals(Buffer.from(keyword))) {
      return data.toString('utf8', head);
    }
    if (type === 'IDAT') return undefined;
    at += length + 12;
  }
  return undefined;
}

/**
 * Writes the settings into a PNG, as the text `parameters` that the field's tools read, and marks the picture as
 * made by a model: in XMP too, beside its credentials, because some look only there. The picture itself is untouched.
 */
export function labelPng(png: Buffer, parameters: string, from: Made['from']): Buffer {
  // The header chunk comes first and has a fixed length: 4 length + 4 type + 13 data + 4 CRC.
  const afterHeader = signatureBytes + 25;
  return Buffer.concat([
    png.subarray(0, afterHeader),
    internationalText(keyword, parameters),
    internationalText('XML:com.adobe.xmp', xmpOf(from)),
    png.subarray(afterHeader),
  ]);
}
