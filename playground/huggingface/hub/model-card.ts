/**
 * The front matter of a README: the small part of YAML that model cards use (scalars, lists, lists of maps).
 */

export type CardValue = string | number | boolean | null | CardValue[] | { [key: string]: CardValue };
export type CardData = Record<string, CardValue>;

interface Line {
  indent: number;
  text: string;
}

/** Parses the block between the two `---` lines; an absent or unreadable block is an empty card. */
export function parseModelCard(readme: string): CardData {
  const block = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\s*(\r?\n|$)/.exec(readme)?.[1];
  if (block === undefined) return {};
  const lines = block
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !/^\s*#/.test(line))
    .map(line => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  const value = parseBlock(lines, 0, lines.length);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** A card's field as text, or undefined when it is absent or something else. */
export function cardText(card: CardData, field: string): string | undefined {
  const value = card[field];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

/** A card's field as a list of texts. */
export function cardList(card: CardData, field: string): string[] {
  const value = card[field];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

function parseBlock(lines: Line[], from: number, to: number): CardValue {
  const first = lines[from];
  if (!first) return null;
  return isItem(first.text) ? parseList(lines, from, to) : parseMap(lines, from, to);
}

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

/** Where the block that belongs to the line `at` ends: at the next line that is not indented deeper. */
function endOf(lines: Line[], at: number, to: number, indent: number): number {
  let end = at + 1;
  while (end < to && (lines[end]?.indent ?? 0) > indent) end += 1;
  return end;
}

function parseList(lines: Line[], from: number, to: number): CardValue[] {
  const items: CardValue[] = [];
  const indent = lines[from]?.indent ?? 0;
  let at = from;
  while (at < to) {
    const line = lines[at];
    if (!line || line.indent !== indent || !isItem(line.text)) break;
    const end = endOf(lines, at, to, indent);
    const rest = line.text.slice(1).trim();
    if (rest === '') items.push(parseBlock(lines, at + 1, end));
    else if (splitEntry(rest)) {
      const inner = [{ indent: indent + 2, text: rest }, ...lines.slice(at + 1, end)];
      items.push(parseMap(inner, 0, inner.length));
    } else items.push(parseScalar(rest));
    at = end;
  }
  return items;
}

function parseMap(lines: Line[], from: number, to: number): CardData {
  const map: CardData = {};
  const indent = lines[from]?.indent ?? 0;
  let at = from;
  while (at < to) {
    const line = lines[at];
    const entry = line && line.indent === indent ? splitEntry(line.text) : undefined;
    if (!entry) {
      at += 1;
      continue;
    }
    let end = endOf(lines, at, to, indent);
    // A list may stand at its key's own indentation.
    while (end < to && lines[end]?.indent === indent && isItem(lines[end]?.text ?? '')) {
      end = endOf(lines, end, to, indent);
    }
    let value: CardValue;
    if (/^[>|][-+]?$/.test(entry.rest)) {
      const text = lines.slice(at + 1, end).map(item => item.text);
      value = text.join(entry.rest.startsWith('>') ? ' ' : '\n');
    } else {
      value = entry.rest === '' ? parseBlock(lines, at + 1, end) : parseScalar(entry.rest);
    }
    Object.defineProperty(map, entry.key, { value, enumerable: true, configurable: true, writable: true });
    at = end;
  }
  return map;
}

function splitEntry(text: string): { key: string; rest: string } | undefined {
  const match = /^("[^"]*"|'[^']*'|[\w.\- ]+?):(?:\s+(.*))?$/.exec(text);
  if (!match?.[1]) return undefined;
  return { key: match[1].replace(/^["']|["']$/g, ''), rest: match[2]?.trim() ?? '' };
}

function parseScalar(text: string): CardValue {
  if (text.startsWith('"') && text.endsWith('"') && text.length > 1) {
    try {
      return String(JSON.parse(text));
    } catch {
      return text.slice(1, -1);
    }
  }
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1) {
    return text.slice(1, -1).replaceAll("''", "'");
  }
  if (text.startsWith('[') && text.endsWith(']')) {
    const inner = text.slice(1, -1).trim();
    return inner === '' ? [] : inner.split(',').map(item => parseScalar(item.trim()));
  }
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null' || text === '~') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
