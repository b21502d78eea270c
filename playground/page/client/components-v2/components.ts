import {
  type APIContainerComponent,
  type APIFileComponent,
  type APIMessageComponent,
  type APISectionComponent,
  type APIThumbnailComponent,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { ClientMessage } from '../../../discord/members/client-protocol.ts';
import { fileCard } from '../message/attachments.ts';
import { cssColor } from '../message/embed.ts';
import { markdown } from '../message/markdown.ts';
import { gallery, galleryItem } from '../message/media.ts';
import type { Store } from '../store/store.ts';
import { accessoryButton, actionRow } from './controls.ts';

function thumbnail(component: APIThumbnailComponent, message: ClientMessage, store: Store): TemplateResult {
  const item = galleryItem(component.media, message, component.description, component.spoiler);
  const label = item.alt || item.name;
  return html`<button type="button" class="v2-thumbnail ${item.spoiler ? 'media-spoiler' : ''}"
    aria-label="Open ${label}" @click=${() => store.openLightbox([item], 0)}><img src=${item.url} alt=${label}></button>`;
}

function section(component: APISectionComponent, message: ClientMessage, store: Store): TemplateResult {
  const { accessory } = component;
  return html`<div class="v2-section">
    <div class="v2-section-text">${component.components.map(child => oneComponent(child, message, store))}</div>
    ${
      accessory.type === ComponentType.Button
        ? accessoryButton(accessory, message, store)
        : thumbnail(accessory, message, store)
    }
  </div>`;
}

function file(component: APIFileComponent, message: ClientMessage): TemplateResult {
  const item = galleryItem(component.file, message);
  const attachment = message.attachments.find(other => other.filename === item.name);
  return fileCard(component.name ?? item.name, component.size ?? attachment?.size ?? 0, item.url);
}

function reveal(event: Event): void {
  (event.currentTarget as HTMLElement).classList.remove('v2-covered');
}

function container(component: APIContainerComponent, message: ClientMessage, store: Store): TemplateResult {
  const color = cssColor(component.accent_color);
  return html`<div class="v2-container ${component.spoiler ? 'v2-covered' : ''}" data-testid="container"
    style=${color ? `--accent: ${color}` : ''} @click=${component.spoiler ? reveal : nothing}>
    ${component.components.map(child => oneComponent(child, message, store))}
  </div>`;
}

function oneComponent(component: APIMessageComponent, message: ClientMessage, store: Store): unknown {
  switch (component.type) {
    case ComponentType.ActionRow:
      return actionRow(component, message, store);
    case ComponentType.Section:
      return section(component, message, store);
    case ComponentType.TextDisplay:
      return html`<div class="v2-text">${markdown(component.content, store.state.snapshot)}</div>`;
    case ComponentType.MediaGallery:
      return gallery(
        component.items.map(item => galleryItem(item.media, message, item.description, item.spoiler)),
        store,
      );
    case ComponentType.File:
      return file(component, message);
    case ComponentType.Separator: {
      const large = component.spacing === SeparatorSpacingSize.Large;
      return html`<hr class="v2-separator ${large ? 'v2-large' : ''} ${component.divider === false ? 'v2-blank' : ''}">`;
    }
    case ComponentType.Container:
      return container(component, message, store);
    case ComponentType.Thumbnail:
      return thumbnail(component, message, store);
    default:
      return nothing;
  }
}

/** A message's components: rows only, or the whole body of a Components V2 message. */
export function components(message: ClientMessage, store: Store): TemplateResult | typeof nothing {
  const list = message.components ?? [];
  if (!list.length) return nothing;
  return html`<div slot="components" class="v2">${list.map(component => oneComponent(component, message, store))}</div>`;
}
