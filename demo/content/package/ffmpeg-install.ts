/** Is ffmpeg there, and if not, how to get it. */
import { spawnSync } from 'node:child_process';

const HINTS: Readonly<Record<string, string>> = {
  linux: 'Install it with "sudo apt install ffmpeg" (Debian, Ubuntu) or "sudo dnf install ffmpeg" (Fedora).',
  darwin: 'Install it with "brew install ffmpeg" (https://brew.sh).',
  win32: 'Install it with "winget install ffmpeg", then open a new terminal.',
};

/** The tools we need that cannot be started. */
export function missingTools(): string[] {
  return ['ffmpeg', 'ffprobe'].filter((tool) => spawnSync(tool, ['-version'], { stdio: 'ignore' }).status !== 0);
}

export function installHint(platform: string): string {
  return HINTS[platform] ?? 'Install ffmpeg from https://ffmpeg.org/download.html and put it on the PATH.';
}
