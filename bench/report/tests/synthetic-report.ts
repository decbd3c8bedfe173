/** A report of invented rows, for tests and for looking at. */

import { SYNTHETIC_BOUNDS, SYNTHETIC_RULES } from '../../statistics/tests/synthetic-rows.ts';
import type { ReportMeta } from '../html.ts';

export const SYNTHETIC_META: ReportMeta = {
  date: '2026-11-22T18:00:00Z',
  command: 'npm run bench -- --seed 1',
  options: { seed: 1, players: 'hls, shaka, live', 'content seconds': 180 },
  versions: { evenkeel: '0.1.0', node: '20.19.0', 'hls.js': '1.7.4' },
  rules: SYNTHETIC_RULES.map((name) => ({
    name,
    title: name,
    kind: SYNTHETIC_BOUNDS.includes(name) ? 'bound' : 'published',
    source: 'Invented for tests: no claim about the rule of this name.',
  })),
  failures: [
    {
      network: 'leo',
      trace: 'leo-<script>alert(1)</script>',
      ladder: 'hls-8',
      player: 'live',
      rule: 'l2a',
      seed: 3,
      error: 'RuleError: chose 17 of 0..7',
    },
  ],
  regions: { europe: '45 % fixed line, 25 % Wi-Fi, 30 % LTE' },
};
