import { type Block, type Inline, parseMarkdown } from './markdown-parser.ts';
import { channelName, type Names, userName } from './names.ts';
import { formatTimestamp } from './timestamps.ts';

/** One line of a text without its marks, for the preview of a message that was replied to. */
export function plainLine(text: string, names: Names, longest: number): string {
  const line = parseMarkdown(text)
    .map(node => plainBlock(node, names))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...line].slice(0, longest).join('');
}

function plainBlock(node: Block, names: Names): string {
  switch (node.kind) {
    case 'quote':
      return node.blocks.map(child => plainBlock(child, names)).join(' ');
    case 'code':
      return node.text;
    case 'list':
      return node.items.map(item => plainInlines(item.children, names)).join(' ');
    default:
      return plainInlines(node.children, names);
  }
}

function plainInlines(nodes: Inline[], names: Names): string {
  return nodes.map(node => plainInline(node, names)).join('');
}

function plainInline(node: Inline, names: Names): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'user':
      return `@${userName(node.id, names)}`;
    case 'channel':
      return `#${channelName(node.id, names)}`;
    case 'role':
      return '@role';
    case 'everyone':
      return `@${node.id}`;
    case 'command':
      return `/${node.name}`;
    case 'emoji':
      return `:${node.name}:`;
    case 'time':
      return formatTimestamp(node.seconds, node.style);
    default:
      return plainInlines(node.children, names);
  }
}
