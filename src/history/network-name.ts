/** A name for the kind of network in use, as coarse as the browser's own words: nothing that tells one network from another. */

const TYPES: readonly unknown[] = ['bluetooth', 'cellular', 'ethernet', 'wifi', 'wimax'];
const EFFECTIVE_TYPES: readonly unknown[] = ['slow-2g', '2g', '3g', '4g'];

/**
 * `wifi/4g`, `cellular/3g`, `4g`, or `unknown` where the browser says nothing (Firefox, Safari). From Network
 * Information's `type` and `effectiveType`; words that the standard does not have count as nothing.
 */
export function networkName(): string {
  try {
    const { connection } = globalThis.navigator as { readonly connection?: { readonly type?: unknown; readonly effectiveType?: unknown } };
    const { type, effectiveType } = connection ?? {};
    return [TYPES.includes(type) && type, EFFECTIVE_TYPES.includes(effectiveType) && effectiveType].filter(Boolean).join('/') || 'unknown';
  } catch {
    return 'unknown';
  }
}
