/** Titles made by `npm run content`: what they may be called and where they are found. */

/** Folder below the media root that holds them. */
export const OWN_FOLDER = 'own';

const OWN_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Lower-case letters, digits and dashes: safe as a folder and in an address, without escaping. */
export const isOwnName = (text: string): boolean => OWN_NAME.test(text);

/** Manifests of every title of one's own; a folder without them is not offered. */
export const OWN_MANIFESTS: readonly string[] = ['master.m3u8', 'manifest.mpd'];

/** The demo page with this title chosen, where `npm start` opens it unless the port is taken. */
export const ownPageAddress = (name: string): string => `http://localhost:4770/?content=${name}`;
