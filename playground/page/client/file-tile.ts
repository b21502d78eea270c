import { html, nothing, type TemplateResult } from 'lit';
import { icons } from './icons.ts';
import { formatBytes, type PendingFile } from './pending-file.ts';

function hideBroken(event: Event): void {
  (event.target as HTMLElement).hidden = true;
}

/** A tile with preview, name, size and a button that removes it. */
export function fileTile(pending: PendingFile, label: string, remove: () => void): TemplateResult {
  const { file, preview } = pending;
  return html`<figure class="file-tile" data-testid="file-tile" data-name=${file.name}>
    <div class="file-preview">
      ${icons.file}
      ${preview ? html`<img src=${preview} alt="Preview of ${file.name}" @error=${hideBroken}>` : nothing}
    </div>
    <figcaption title=${file.name}>
      <b>${label}</b><span>${file.name}</span><small>${formatBytes(file.size)}</small>
    </figcaption>
    <button type="button" class="icon-button file-remove" data-testid="file-remove"
      aria-label="Remove ${file.name}" @click=${remove}>${icons.close}</button>
  </figure>`;
}
