import { html, nothing, type TemplateResult } from 'lit';
import { fileTile } from '../file-tile.ts';
import { icons } from '../icons.ts';
import { chooseFiles } from '../pending-file.ts';
import type { CastMember } from '../store/api.ts';
import type { Store } from '../store/store.ts';
import { attachmentOptions, type Draft, removeAttachment } from './draft.ts';

export type FilesDetail = { files: File[] } | { cast: CastMember };

/** The attachment options of a command as tiles, with a place to drop or choose more. */
export function attachmentRow(
  draft: Draft,
  store: Store,
  redraw: () => void,
  tell: (detail: FilesDetail) => void,
): TemplateResult {
  const options = attachmentOptions(draft);
  const filled = options.filter(option => draft.values.get(option.name)?.file);
  const several = options.length > 1;
  const tiles = filled.map(option => {
    const file = draft.values.get(option.name)?.file;
    if (!file) return nothing;
    return fileTile(file, option.name, () => {
      removeAttachment(draft, option.name);
      redraw();
    });
  });
  const missing = options.find(option => option.required && !draft.values.get(option.name)?.file);
  return html`<div class="attachment-row ${missing && draft.tried ? 'attachment-missing' : ''}" data-testid="attachments">
    ${tiles}
    ${
      filled.length < options.length
        ? html`<button type="button" class="file-add" data-testid="attachment-add"
            @click=${async () => tell({ files: await chooseFiles(several) })}>
            ${icons.upload}<b>${filled.length ? 'Add more' : several ? 'Drop photos here' : `Drop ${options[0]?.name} here`}</b>
            <small>${filled.length ? `${filled.length} of ${options.length}` : `or browse${several ? `, up to ${options.length}` : ''}`}</small>
          </button>`
        : nothing
    }
    ${
      several && !filled.length && store.state.cast.length
        ? html`<div class="cast-offer"><small>No photos at hand? Use a drawn person:</small>
            <div>${store.state.cast.map(
              member => html`<button type="button" class="chip" data-testid="use-sample" data-cast=${member.id}
                @click=${() => tell({ cast: member })}>
                ${member.photos[0] ? html`<img src=${member.photos[0].url} alt="" width="20" height="20">` : nothing}
                ${member.name}</button>`,
            )}</div></div>`
        : nothing
    }
  </div>`;
}
