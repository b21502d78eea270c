import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseInline, parseMarkdown } from './markdown-parser.ts';

function textOf(nodes: Inline[]): string {
  return nodes
    .map(node => ('children' in node ? textOf(node.children) : 'text' in node ? node.text : `[${node.kind}]`))
    .join('');
}

describe('inline', () => {
  it('nests emphasis', () => {
    expect(parseInline('**bold *both***')).toEqual([
      {
        kind: 'strong',
        children: [
          { kind: 'text', text: 'bold ' },
          { kind: 'em', children: [{ kind: 'text', text: 'both' }] },
        ],
      },
    ]);
  });

  it('leaves the underscores of a name alone', () => {
    expect(parseInline('my_lora_v2 and _this_')).toEqual([
      { kind: 'text', text: 'my_lora_v2 and ' },
      { kind: 'em', children: [{ kind: 'text', text: 'this' }] },
    ]);
  });

  it('reads mentions, times and links', () => {
    expect(
      parseInline('<@1> <#2> <t:60:R> [a](https://b.c/d) https://e.f/g.').map(node => node.kind),
    ).toEqual([...['user', 'text', 'channel', 'text', 'time', 'text', 'link', 'text', 'link', 'text']]);
  });

  it('makes no link of a script address', () => {
    expect(parseInline('[a](javascript:alert(1))')).toEqual([
      { kind: 'text', text: '[a](javascript:alert(1))' },
    ]);
  });

  it('keeps escaped marks and unclosed ones as text', () => {
    expect(parseInline('\\*no\\* **open')).toEqual([{ kind: 'text', text: '*no* **open' }]);
  });

  it('loses no word, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('**', '*', '__', '_', '~~', '||', 'a', 'b', ' ', '\n')), parts => {
        const letters = (text: string) => text.replace(/[^ab]/g, '');
        const text = parts.join('');
        expect(letters(textOf(parseInline(text)).replaceAll('[break]', ''))).toBe(letters(text));
      }),
    );
  });
});

describe('blocks', () => {
  const kinds = (blocks: Block[]) => blocks.map(block => block.kind);

  it('tells headings, lists, quotes, small print and code apart', () => {
    const text =
      '# Title\ntext\nmore\n- one\n  - two\n1. three\n> quoted\n-# small\n```ts\nconst a = "**";\n```\nend';
    const blocks = parseMarkdown(text);
    expect(kinds(blocks)).toEqual([
      ...['heading', 'paragraph', 'list', 'list', 'quote', 'subtext', 'code', 'paragraph'],
    ]);
    expect(blocks[2]).toMatchObject({ ordered: false, items: [{ depth: 0 }, { depth: 1 }] });
    expect(blocks[6]).toEqual({ kind: 'code', language: 'ts', text: 'const a = "**";' });
  });

  it('lets >>> quote everything after it', () => {
    const [quote, ...rest] = parseMarkdown('>>> one\ntwo\n# three');
    expect(rest).toEqual([]);
    expect(quote).toMatchObject({ kind: 'quote', blocks: [{ kind: 'paragraph' }, { kind: 'heading' }] });
  });
});
