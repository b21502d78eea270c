import { html, nothing, type TemplateResult } from 'lit';
import type { ClientMessage } from '../../../discord/members/client-protocol.ts';
import { localUrl } from '../local-url.ts';
import type { Picture } from '../store/state.ts';
import type { Store } from '../store/store.ts';

export interface GalleryItem extends Picture {
  width?: number | undefined;
  height?: number | undefined;
  spoiler: boolean;
}

interface MediaItem {
  url: string;
  width?: number | null;
  height?: number | null;
}

/** A media item as it can be shown; `attachment://name` means a file of the same message. */
export function galleryItem(
  media: MediaItem,
  message: ClientMessage,
  description?: string | null,
  spoiler = false,
): GalleryItem {
  const name = media.url.startsWith('attachment://') ? media.url.slice('attachment://'.length) : undefined;
  const attachment = message.attachments.find(
    other => other.filename === name || other.url === media.url || other.proxy_url === media.url,
  );
  const url = attachment?.url ?? media.url;
  return {
    url: localUrl(url),
    name: attachment?.filename ?? url.split(/[?#]/)[0]?.split('/').at(-1) ?? 'image',
    alt: description ?? attachment?.description ?? '',
    width: media.width ?? attachment?.width ?? undefined,
    height: media.height ?? attachment?.height ?? undefined,
    spoiler: spoiler || (attachment?.filename.startsWith('SPOILER_') ?? false),
  };
}

function uncover(event: Event): boolean {
  const tile = event.currentTarget as HTMLElement;
  if (!tile.classList.contains('media-spoiler')) return false;
  tile.classList.remove('media-spoiler');
  return true;
}

/** One to ten pictures as a mosaic; each opens large. */
export function gallery(items: GalleryItem[], store: Store): TemplateResult | typeof nothing {
  if (!items.length) return nothing;
  const shown = items.slice(0, 10);
  const single = shown.length === 1 ? shown[0] : undefined;
  const ratio = single?.width && single.height ? `${single.width} / ${single.height}` : 'auto';
  // A portrait is bounded by its height, so the width that belongs to 420 pixels is worked out here.
  const width =
    single?.width && single.height ? Math.min(single.width, (420 * single.width) / single.height) : 0;
  const style = single ? `--ratio: ${ratio};${width ? ` --width: ${Math.round(width)}px` : ''}` : '';
  return html`<div class="gallery gallery-${shown.length}" style=${style} data-testid="gallery">
    ${shown.map((item, index) => {
      const label = item.alt || item.name;
      return html`<button type="button" class="gallery-item ${item.spoiler ? 'media-spoiler' : ''}"
        data-testid="gallery-item" aria-label="Open ${label}" title=${label}
        @click=${(event: Event) => {
          if (!uncover(event)) store.openLightbox(shown, index);
        }}><img src=${item.url} alt=${label} decoding="async"></button>`;
    })}
  </div>`;
}
