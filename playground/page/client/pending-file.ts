/** A file chosen but not sent yet. */
export interface PendingFile {
  file: File;
  /** blob: URL of a picture, revoked by `release`. */
  preview?: string;
}

/** Discord's limit for one file, which its client checks before it sends. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const MAX_FILES = 10;

export function pendingFile(file: File): PendingFile {
  return file.type.startsWith('image/') ? { file, preview: URL.createObjectURL(file) } : { file };
}

export function release(files: Iterable<PendingFile>): void {
  for (const { preview } of files) if (preview) URL.revokeObjectURL(preview);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(0)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}

/** Files that can be sent, and a sentence for each that cannot. */
export function sortOutFiles(files: File[], room: number): { taken: File[]; problems: string[] } {
  const problems: string[] = [];
  const fitting = files.filter(file => {
    if (file.size <= MAX_FILE_BYTES) return true;
    problems.push(`${file.name} is ${formatBytes(file.size)}; one file may have 10 MB.`);
    return false;
  });
  const left = fitting.slice(room);
  if (left.length) {
    const names = left
      .map(file => file.name)
      .slice(0, 3)
      .join(', ');
    const more = left.length > 3 ? ` and ${left.length - 3} more` : '';
    const verb = left.length === 1 ? 'was' : 'were';
    problems.push(`There is room for ${MAX_FILES} files at most: ${names}${more} ${verb} left out.`);
  }
  return { taken: fitting.slice(0, room), problems };
}

/** Opens the system's file dialog; resolves to the chosen files, none when it is cancelled. */
export function chooseFiles(multiple: boolean, accept = ''): Promise<File[]> {
  return new Promise(resolve => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = multiple;
    input.accept = accept;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}
