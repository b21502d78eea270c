import type { APIEmbed } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ClientMessage } from '../../../discord/members/client-protocol.ts';
import { localUrl } from '../local-url.ts';
import type { Store } from '../store/store.ts';
import { inlineMarkdown, markdown } from './markdown.ts';
import { gallery, galleryItem } from './media.ts';
import { formatMessageTime } from './timestamps.ts';

export function cssColor(color: number | null | undefined): string | undefined {
  return color == null ? undefined : `#${color.toString(16).padStart(6, '0')}`;
}

/** Numbers the runs of inline fields, three in a row, as the field element wants them. */
function inlineIndices(embed: APIEmbed): (number | undefined)[] {
  let run = 0;
  return (embed.fields ?? []).map(field => {
    run = field.inline ? (run % 3) + 1 : 0;
    return run || undefined;
  });
}

function oneEmbed(
  embed: APIEmbed,
  pictures: APIEmbed[],
  message: ClientMessage,
  store: Store,
): TemplateResult {
  const names = store.state.snapshot;
  const indices = inlineIndices(embed);
  const source = (url: string | undefined) => (url ? galleryItem({ url }, message).url : undefined);
  const items = pictures.flatMap(other =>
    other.image ? [galleryItem(other.image, message, embed.title)] : [],
  );
  const footer = embed.footer || embed.timestamp;
  return html`<discord-embed slot="embeds" data-testid="embed"
    color=${ifDefined(cssColor(embed.color))}
    author-name=${ifDefined(embed.author?.name)} author-url=${ifDefined(embed.author?.url)}
    author-image=${ifDefined(source(embed.author?.icon_url))}
    embed-title=${ifDefined(embed.title)} url=${ifDefined(embed.url)}
    thumbnail=${ifDefined(source(embed.thumbnail?.url))}>
    ${
      embed.description
        ? html`<discord-embed-description slot="description">${markdown(embed.description, names)}</discord-embed-description>`
        : nothing
    }
    ${
      embed.fields?.length
        ? html`<discord-embed-fields slot="fields">${embed.fields.map(
            (field, n) => html`<discord-embed-field field-title=${field.name} ?inline=${field.inline ?? false}
              inline-index=${ifDefined(indices[n])}>${markdown(field.value, names)}</discord-embed-field>`,
          )}</discord-embed-fields>`
        : nothing
    }
    ${items.length ? html`<div slot="footer" class="embed-pictures">${gallery(items, store)}</div>` : nothing}
    ${
      footer
        ? html`<discord-embed-footer slot="footer"
            footer-image=${ifDefined(embed.footer?.icon_url && localUrl(embed.footer.icon_url))}>
            ${inlineMarkdown(embed.footer?.text, names)}
            ${embed.footer && embed.timestamp ? ' • ' : nothing}
            ${embed.timestamp ? formatMessageTime(new Date(embed.timestamp)) : nothing}
          </discord-embed-footer>`
        : nothing
    }
  </discord-embed>`;
}

/** A message's embeds. Embeds with one url are one embed with several pictures, as in Discord's client. */
export function embeds(message: ClientMessage, store: Store): TemplateResult[] {
  const shown: TemplateResult[] = [];
  const seen = new Set<string>();
  for (const embed of message.embeds) {
    if (embed.url && seen.has(embed.url) && embed.image && !embed.title) continue;
    if (embed.url) seen.add(embed.url);
    const pictures = embed.url ? message.embeds.filter(other => other.url === embed.url) : [embed];
    shown.push(oneEmbed(embed, pictures.slice(0, 4), message, store));
  }
  return shown;
}
