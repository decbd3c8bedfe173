/** Built-in networks by the names of `--families` and `--regions`. */

import { NETWORK_FAMILIES, REGIONS } from 'evenkeel/simulator';
import { UsageError } from '../../command/usage-error.ts';

export const FAMILY_IDS: readonly string[] = NETWORK_FAMILIES.map(({ id }) => id);
export const REGION_IDS: readonly string[] = REGIONS.map(({ id }) => id);

/** Ids of what is asked for, `all` for every one. Throws `UsageError` for a name that is not known. */
export const findFamilies = (names: readonly string[] | undefined): readonly string[] => find('families', names, FAMILY_IDS);
export const findRegions = (names: readonly string[] | undefined): readonly string[] => find('regions', names, REGION_IDS);

function find(option: string, names: readonly string[] | undefined, known: readonly string[]): readonly string[] {
  if (!names) return [];
  if (names.includes('all')) return known;
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) throw new UsageError(`--${option} knows ${known.join(', ')} and all, got "${strange}"`);
  return names;
}
