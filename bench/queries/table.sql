-- The printed table, from the rows of --parquet. Works in DuckDB 1.1 or later:
--   duckdb -c "SET VARIABLE rows = 'rows.parquet'" -f bench/queries/table.sql
-- One line for each rule over all sessions (player and network are null), then for each rule in each player on each network.
-- Quantiles are of Hyndman and Fan's definition 7, which is quantile_cont; the worst tenth is ceil(n / 10) sessions.
SELECT
  player,
  network,
  rule,
  count(*)::INTEGER AS sessions,
  count(DISTINCT (network, trace))::INTEGER AS traces,
  avg(score) AS score,
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
  avg(meanRateBitsPerSecond) AS meanRateBitsPerSecond,
  avg(meanUtility) AS meanUtility,
  avg(switchesPerMinute) AS switchesPerMinute,
  avg(meanUtilityStep) AS meanUtilityStep,
  avg(totalBytes) AS totalBytes,
  avg(wastedBytes) AS wastedBytes
FROM read_parquet(getvariable('rows'))
GROUP BY GROUPING SETS ((rule), (player, network, rule))
ORDER BY player NULLS FIRST, network, score DESC;
