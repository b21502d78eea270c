import type { APIFileUploadComponent } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { fileTile } from '../file-tile.ts';
import { icons } from '../icons.ts';
import { chooseFiles, type PendingFile, pendingFile, release, sortOutFiles } from '../pending-file.ts';
import { type CastMember, fetchCastPhotos } from '../store/api.ts';
import { StoreElement } from '../store-element.ts';

/** A modal's file upload: drop, browse, or take a drawn person's photos. Tells `files` (CustomEvent<File[]>). */
export class FileField extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    component: { attribute: false },
    label: { attribute: false },
  };
  declare component: APIFileUploadComponent;
  declare label: string;
  #files: PendingFile[] = [];
  #loading = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    release(this.#files);
  }

  get #max(): number {
    return this.component.max_values ?? 1;
  }

  takeFiles(files: File[]): void {
    const { taken, problems } = sortOutFiles(files, this.#max - this.#files.length);
    for (const problem of problems)
      this.store.toast(problem.replace(/for \d+ files/, `for ${this.#max} files`));
    this.#change([...this.#files, ...taken.map(pendingFile)]);
  }

  #change(files: PendingFile[]): void {
    this.#files = files;
    this.dispatchEvent(new CustomEvent('files', { detail: files.map(({ file }) => file) }));
    this.requestUpdate();
  }

  async #useCast(member: CastMember): Promise<void> {
    this.#loading = true;
    this.requestUpdate();
    try {
      const photos = await fetchCastPhotos(member);
      release(this.#files);
      this.#files = [];
      this.takeFiles(photos);
    } catch (error) {
      this.store.toast(error instanceof Error ? error.message : String(error));
    }
    this.#loading = false;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const max = this.#max;
    const min = this.component.min_values ?? 1;
    const range = min === max ? `${max}` : `${min} to ${max}`;
    const { cast } = this.store.state;
    return html`<div class="file-field" data-testid="file-field" data-custom-id=${this.component.custom_id}>
      <button type="button" class="drop-zone" data-testid="file-browse" aria-label="${this.label}: choose files"
        ?disabled=${this.#files.length >= max}
        @click=${async () => this.takeFiles(await chooseFiles(max > 1))}>
        ${icons.upload}<b>${this.#loading ? 'Loading…' : 'Drop files here or browse'}</b>
        <small>${this.#files.length ? `${this.#files.length} of ${max}` : `${range} ${max === 1 ? 'file' : 'files'}, 10 MB each`}</small>
      </button>
      ${
        this.#files.length
          ? html`<div class="attachment-row">${this.#files.map(one =>
              fileTile(one, '', () => {
                release([one]);
                this.#change(this.#files.filter(other => other !== one));
              }),
            )}</div>`
          : nothing
      }
      ${
        cast.length
          ? html`<div class="cast-offer"><small>Use sample photos:</small><div>${cast.map(
              member => html`<button type="button" class="chip" data-testid="use-sample" data-cast=${member.id}
                @click=${() => this.#useCast(member)}>
                ${member.photos[0] ? html`<img src=${member.photos[0].url} alt="" width="20" height="20">` : nothing}
                ${member.name}</button>`,
            )}</div></div>`
          : nothing
      }
    </div>`;
  }
}

customElements.define('pg-file-field', FileField);
