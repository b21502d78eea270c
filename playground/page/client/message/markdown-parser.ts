/** Discord's subset of Markdown as a tree, so that a member's text never becomes HTML by itself. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'user' | 'role' | 'channel' | 'everyone'; id: string }
  | { kind: 'command'; name: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'time'; seconds: number; style: string };

export type Block =
  | { kind: 'paragraph' | 'subtext'; children: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: { depth: number; children: Inline[] }[] }
  | { kind: 'code'; language: string; text: string };

type Rule = [pattern: RegExp, make: (match: RegExpExecArray, depth: number) => Inline | undefined];

const MAX_DEPTH = 8;

function nested(kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler') {
  return (match: RegExpExecArray, depth: number): Inline => ({
    kind,
    children: parseInline(match[1] ?? '', depth + 1),
  });
}

function link(href: string, text = href, depth = 0): Inline {
  return {
    kind: 'link',
    href,
    children: depth < MAX_DEPTH ? parseInline(text, MAX_DEPTH) : [{ kind: 'text', text }],
  };
}

const RULES: Rule[] = [
  [/\\([^\sA-Za-z0-9])/y, m => ({ kind: 'text', text: m[1] ?? '' })],
  [/``([\s\S]+?)``(?!`)/y, m => ({ kind: 'code', text: (m[1] ?? '').trim() })],
  [/`([^`]+)`(?!`)/y, m => ({ kind: 'code', text: m[1] ?? '' })],
  [/\*\*([\s\S]+?)\*\*(?!\*)/y, nested('strong')],
  [/__([\s\S]+?)__(?!_)/y, nested('underline')],
  [/\*(?=\S)((?:\*\*|[^*])*?[^\s*])\*(?!\*)/y, nested('em')],
  [/_(?=\S)([^_]*?[^\s_])_(?![A-Za-z0-9_])/y, nested('em')],
  [/~~([\s\S]+?)~~/y, nested('strike')],
  [/\|\|([\s\S]+?)\|\|/y, nested('spoiler')],
  [/\[([^\]\n]+)\]\(<?(https?:\/\/[^\s<>)]+)>?(?: "[^"\n]*")?\)/y, (m, d) => link(m[2] ?? '', m[1], d)],
  [/<(https?:\/\/[^\s<>]+)>/y, m => link(m[1] ?? '', m[1], MAX_DEPTH)],
  [/https?:\/\/[^\s<]*[^\s<.,:;"'\])*_~|]/y, m => link(m[0], m[0], MAX_DEPTH)],
  [/<@!?(\d+)>/y, m => ({ kind: 'user', id: m[1] ?? '' })],
  [/<@&(\d+)>/y, m => ({ kind: 'role', id: m[1] ?? '' })],
  [/<#(\d+)>/y, m => ({ kind: 'channel', id: m[1] ?? '' })],
  [/<\/([^:<>]+):\d+>/y, m => ({ kind: 'command', name: m[1] ?? '' })],
  [/<a?:(\w+):\d+>/y, m => ({ kind: 'emoji', name: m[1] ?? '' })],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, m => ({ kind: 'time', seconds: Number(m[1]), style: m[2] ?? 'f' })],
  [/@(everyone|here)\b/y, m => ({ kind: 'everyone', id: m[1] ?? '' })],
  [/\n/y, () => ({ kind: 'break' })],
];

/** The inline tree of a text. Links and deep nesting keep their text plain, so it always ends. */
export function parseInline(text: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  let at = 0;
  const flush = () => {
    if (plain) found.push({ kind: 'text', text: plain });
    plain = '';
  };
  next: while (at < text.length) {
    // A word's own underscores are no emphasis: snake_case_name stays as it is.
    const insideWord = text[at] === '_' && /\w/.test(text[at - 1] ?? ' ');
    for (const [pattern, make] of depth < MAX_DEPTH && !insideWord ? RULES : []) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) continue;
      const end = pattern.lastIndex;
      const node = make(match, depth);
      if (!node) continue;
      if (node.kind === 'text') plain += node.text;
      else {
        flush();
        found.push(node);
      }
      at = end;
      continue next;
    }
    plain += text[at];
    at += 1;
  }
  flush();
  return found;
}

const FENCE = /```(?:([\w+-]*)\n)?([\s\S]*?)```\n?/g;
const LIST_ITEM = /^( *)(?:([-*])|(\d{1,9})\.) +(.*)$/;

function parseLines(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length) blocks.push({ kind: 'paragraph', children: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
    const item = LIST_ITEM.exec(line);
    if (line.startsWith('>>> ')) {
      flush();
      const rest = [line.slice(4), ...lines.slice(i + 1)];
      blocks.push({ kind: 'quote', blocks: parseLines(rest) });
      return blocks;
    }
    if (line.startsWith('> ') || line === '>') {
      flush();
      const quoted: string[] = [];
      while (i < lines.length && /^>( |$)/.test(lines[i] ?? '')) quoted.push((lines[i++] ?? '').slice(2));
      i -= 1;
      blocks.push({ kind: 'quote', blocks: parseLines(quoted) });
    } else if (heading) {
      flush();
      const level = (heading[1] ?? '#').length as 1 | 2 | 3;
      blocks.push({ kind: 'heading', level, children: parseInline(heading[2] ?? '') });
    } else if (line.startsWith('-# ')) {
      flush();
      blocks.push({ kind: 'subtext', children: parseInline(line.slice(3)) });
    } else if (item) {
      flush();
      const ordered = item[3] !== undefined;
      const entry = { depth: Math.min(3, (item[1] ?? '').length >> 1), children: parseInline(item[4] ?? '') };
      const previous = blocks.at(-1);
      const continues =
        previous?.kind === 'list' && previous.ordered === ordered && LIST_ITEM.test(lines[i - 1] ?? '');
      if (continues) previous.items.push(entry);
      else blocks.push({ kind: 'list', ordered, start: Number(item[3] ?? 1), items: [entry] });
    } else paragraph.push(line);
  }
  flush();
  return blocks;
}

/** The blocks of a message, an embed's description or a text display. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  const lines = (part: string) => {
    const trimmed = part.replace(/^\n|\n$/g, '');
    if (trimmed) blocks.push(...parseLines(trimmed.split('\n')));
  };
  for (const match of text.matchAll(FENCE)) {
    lines(text.slice(at, match.index));
    blocks.push({ kind: 'code', language: match[1] ?? '', text: (match[2] ?? '').replace(/\n$/, '') });
    at = match.index + match[0].length;
  }
  lines(text.slice(at));
  return blocks;
}
