import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

function tryMount(): boolean {
  try {
    const unmount = mountSmallDisk('/tmp/actor-mount-probe', '64k');
    unmount();
    return true;
  } catch {
    return false;
  }
}

/** Mounts a disk of this size (`8m`) on a folder. Returns what takes it away again. */
export function mountSmallDisk(folder: string, size: string): () => void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
  return () => void execFileSync('umount', [folder], { stdio: 'ignore' });
}

/** Whether this process may mount a file system of its own, which a small disk needs. */
export const mayMount = tryMount();
