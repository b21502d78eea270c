import { html, nothing, type TemplateResult } from 'lit';
import { type Block, type Inline, parseInline, parseMarkdown } from './markdown-parser.ts';
import { channelName, type Names, userName } from './names.ts';
import { formatTimestamp } from './timestamps.ts';

function mention(type: string, name: string): TemplateResult {
  return html`<discord-mention type=${type}>${name}</discord-mention>`;
}

function reveal(event: Event): void {
  const spoiler = event.currentTarget as HTMLElement & { activated: boolean };
  if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  spoiler.activated = true;
}

function inline(node: Inline, names: Names): unknown {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br>`;
    case 'code':
      return html`<code class="inline-code">${node.text}</code>`;
    case 'strong':
      return html`<strong>${inlines(node.children, names)}</strong>`;
    case 'em':
      return html`<em>${inlines(node.children, names)}</em>`;
    case 'underline':
      return html`<u>${inlines(node.children, names)}</u>`;
    case 'strike':
      return html`<s>${inlines(node.children, names)}</s>`;
    case 'spoiler':
      return html`<discord-spoiler tabindex="0" role="button" aria-label="Spoiler, press to reveal"
        @click=${reveal} @keydown=${reveal}>${inlines(node.children, names)}</discord-spoiler>`;
    case 'link':
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer">${inlines(node.children, names)}</a>`;
    case 'user':
      return mention('user', userName(node.id, names));
    case 'channel':
      return mention('channel', channelName(node.id, names));
    case 'role':
      return mention('role', 'role');
    case 'everyone':
      return mention('role', node.id);
    case 'command':
      return mention('slash', node.name);
    case 'emoji':
      return `:${node.name}:`;
    case 'time': {
      const full = formatTimestamp(node.seconds, 'F');
      return html`<discord-time title=${full}>${formatTimestamp(node.seconds, node.style)}</discord-time>`;
    }
  }
}

function inlines(nodes: Inline[], names: Names): unknown[] {
  return nodes.map(node => inline(node, names));
}

function block(node: Block, names: Names, tail: unknown = nothing): TemplateResult {
  switch (node.kind) {
    case 'paragraph':
      return html`<div class="md-text">${inlines(node.children, names)}${tail}</div>`;
    case 'subtext':
      return html`<div class="md-subtext">${inlines(node.children, names)}</div>`;
    case 'heading':
      // Below the channel's, whatever their size: a message's first heading may well be its smallest.
      return html`<div class="md-heading md-heading-${node.level}" role="heading" aria-level="3">
        ${inlines(node.children, names)}</div>`;
    case 'quote':
      return html`<blockquote class="md-quote">${node.blocks.map(child => block(child, names))}</blockquote>`;
    case 'code':
      return html`<pre class="md-code" tabindex="0"><code>${node.text}</code></pre>`;
    case 'list': {
      const items = node.items.map(
        item => html`<li class="md-depth-${item.depth}">${inlines(item.children, names)}</li>`,
      );
      return node.ordered ? html`<ol start=${node.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
  }
}

/**
 * A member's or the bot's text as templates: whatever it holds, lit escapes it. `tail` follows the last words, as
 * "(edited)" does.
 */
export function markdown(text: string | null | undefined, names: Names, tail: unknown = nothing): unknown {
  if (!text) return nothing;
  const blocks = parseMarkdown(text);
  const inText = blocks.at(-1)?.kind === 'paragraph';
  return html`<div class="markdown">${blocks.map((node, n) =>
    block(node, names, inText && n === blocks.length - 1 ? tail : nothing),
  )}${inText ? nothing : tail}</div>`;
}

/** For titles and footers, which have no blocks. */
export function inlineMarkdown(text: string | null | undefined, names: Names): unknown {
  return text ? inlines(parseInline(text), names) : nothing;
}
