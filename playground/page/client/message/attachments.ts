import type { APIAttachment } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { ClientMessage } from '../../../discord/members/client-protocol.ts';
import { localUrl } from '../local-url.ts';
import { formatBytes } from '../pending-file.ts';
import type { Store } from '../store/store.ts';
import { gallery, galleryItem } from './media.ts';

const COMPONENTS_V2 = 1 << 15;

export function isPicture(attachment: APIAttachment): boolean {
  return (
    attachment.content_type?.startsWith('image/') ?? /\.(png|jpe?g|gif|webp)$/i.test(attachment.filename)
  );
}

export function usesComponentsV2(message: ClientMessage): boolean {
  return ((message.flags ?? 0) & COMPONENTS_V2) !== 0;
}

export function fileCard(name: string, bytes: number, url: string): TemplateResult {
  const [size = '', unit = ''] = formatBytes(bytes).split(' ');
  return html`<discord-file-attachment name=${name} .bytes=${Number(size)} bytes-unit=${unit} href=${localUrl(url)}
    target="_blank"></discord-file-attachment>`;
}

/** The message's own files: pictures as a mosaic, others as cards. Those that embeds or components show are left out. */
export function attachments(message: ClientMessage, store: Store): TemplateResult | typeof nothing {
  if (usesComponentsV2(message) || !message.attachments.length) return nothing;
  const embedded = new Set(
    message.embeds.flatMap(embed => [embed.image?.url, embed.thumbnail?.url, embed.author?.icon_url]),
  );
  const own = message.attachments.filter(
    file => !embedded.has(file.url) && !embedded.has(`attachment://${file.filename}`),
  );
  const pictures = own.filter(isPicture);
  const files = own.filter(file => !isPicture(file));
  if (!own.length) return nothing;
  return html`<div slot="attachments" class="attachments">
    ${gallery(
      pictures.map(file => galleryItem(file, message, file.description)),
      store,
    )}
    ${files.map(file => fileCard(file.filename, file.size, file.url))}
  </div>`;
}
