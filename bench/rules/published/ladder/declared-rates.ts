import type { Rule, RuleContext } from 'evenkeel/simulator';

/**
 * What the manifest tells: DASH has peaks only (`@bandwidth`), as the engine's own rule is told. Where sizes are known, the
 * averages are known with them.
 */
export function declaredContext(context: RuleContext): RuleContext {
  if (context.player.declaredRate !== 'peak' || context.sizeBits) return context;
  const renditions = context.renditions.map((rendition) => ({ ...rendition, rateBitsPerSecond: rendition.peakRateBitsPerSecond }));
  // Peaks of a size table may be out of order, and the rules need rising rates.
  const rises = renditions.every(({ rateBitsPerSecond }, i) => i === 0 || rateBitsPerSecond > (renditions[i - 1]?.rateBitsPerSecond ?? 0));
  return rises ? { ...context, renditions } : context;
}

/** The rule with no more knowledge of the ladder than the manifest gives. */
export function withDeclaredRates(rule: Rule): Rule {
  return { name: rule.name, start: (context) => rule.start(declaredContext(context)) };
}
