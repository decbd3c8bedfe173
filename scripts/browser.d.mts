/** Types of browser.mjs, which stays plain JavaScript because it runs before anything is installed. */

/** Path of a Chromium-family browser, or undefined. @throws Error when EVENKEEL_CHROMIUM or CHROME_PATH names no program. */
export function findBrowser(): string | undefined;

/** Options for Playwright's `launch`. */
export function launchOptions(): { executablePath?: string; args: string[] };
