-- The printed table, from the rows of --parquet. Works in DuckDB 1.1 or later:
--   duckdb -c "SET VARIABLE rows = 'rows.parquet'" -f bench/queries/table.sql
-- Scope `sustained`: sessions whose network carries the lowest rendition, as in the headline table; scope `all`: every session.
-- One line for each rule in all players and networks (both are null), then in each player (network is null), as printed,
-- then in each player on each network.
-- Quantiles are of Hyndman and Fan's definition 7, which is quantile_cont; the worst tenth is ceil(n / 10) sessions.
WITH
  played AS (FROM read_parquet(getvariable('rows'))),
  scoped AS (
    SELECT 'sustained' AS scope, * FROM played WHERE sustained
    UNION ALL
    SELECT 'all' AS scope, * FROM played
  )
SELECT
  scope,
  player,
  network,
  rule,
  count(*)::INTEGER AS sessions,
  count(DISTINCT (network, trace))::INTEGER AS traces,
  avg(score) AS score,
  median(score) AS scoreMedian,
  list_avg(list_slice(list(score ORDER BY score), 1, ceil(count(*) / 10)::INTEGER)) AS scoreWorstTenth,
  -- A quotient of means: sessions with a narrow gap between lowest and optimum cannot upset it.
  CASE
    WHEN avg(optimumScore) > avg(lowestScore) THEN (avg(score) - avg(lowestScore)) / (avg(optimumScore) - avg(lowestScore))
  END AS fractionOfOptimum,
  avg(regret) AS regret,
  avg(startupSeconds) AS startupSeconds,
  quantile_cont(startupSeconds, 0.95) AS startupSecondsP95,
  avg(stallCount) AS stallCount,
  avg(avoidableStalls) AS avoidableStalls,
  avg(stallSeconds) AS stallSeconds,
  quantile_cont(stallSeconds, 0.95) AS stallSecondsP95,
  avg(rebufferingRatio) AS rebufferingRatio,
  quantile_cont(rebufferingRatio, 0.95) AS rebufferingRatioP95,
  quantile_cont(rebufferingRatio, 0.99) AS rebufferingRatioP99,
  avg(meanRateBitsPerSecond) AS meanRateBitsPerSecond,
  avg(meanUtility) AS meanUtility,
  avg(switchesPerMinute) AS switchesPerMinute,
  avg(meanUtilityStep) AS meanUtilityStep,
  avg(totalBytes) AS totalBytes,
  avg(wastedBytes) AS wastedBytes
FROM scoped
GROUP BY GROUPING SETS ((scope, rule), (scope, player, rule), (scope, player, network, rule))
ORDER BY scope DESC, player NULLS FIRST, network NULLS FIRST, score DESC;
