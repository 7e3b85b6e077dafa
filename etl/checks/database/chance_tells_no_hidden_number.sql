-- What chance, change and pooling say, where it would tell more of a hidden number than its row does.

-- Examined:
SELECT COUNT(*) FROM change_year WHERE cannot_tell_because = 'hidden';

-- Failing:
SELECT 'change_year' AS table_name, area_code, year_ending
FROM change_year
WHERE (plans IS NULL OR plans_before IS NULL)
    AND (
        verdict <> 'cannot_tell'
        OR COALESCE(
            plans_change, rate_change, rate_change_low, rate_change_high, plans_z_poisson,
            rate_z_adjusted
        ) IS NOT NULL
    )
UNION ALL
SELECT 'change_between', council_code, year_ending
FROM change_between
WHERE (rate IS NULL OR rate_before IS NULL)
    AND (
        verdict <> 'cannot_tell'
        OR COALESCE(rate_change, rate_change_low, rate_change_high) IS NOT NULL
    )
UNION ALL
SELECT 'pooled_change', council_code, year_ending
FROM pooled_change
WHERE (rate IS NULL OR rate_before IS NULL)
    AND (
        verdict <> 'cannot_tell'
        OR COALESCE(rate_change, rate_change_low, rate_change_high) IS NOT NULL
    )
UNION ALL
-- A sum of ranges is as wide as its ranges together.
SELECT 'pooled_3_year', last.council_code, last.year_ending
FROM pooled_3_year AS last
INNER JOIN council_series AS own ON own.council_code = last.council_code
INNER JOIN council_series AS any_code ON any_code.series_code = own.series_code
INNER JOIN council_year AS one
    ON one.council_code = any_code.council_code
    AND one.year_ending BETWEEN last.year_ending - 2 AND last.year_ending
WHERE last.sexual_plans_max IS NOT NULL
GROUP BY ALL
HAVING ANY_VALUE(last.sexual_plans_min) <> SUM(one.sexual_plans_min)
    OR ANY_VALUE(last.sexual_plans_max) <> SUM(one.sexual_plans_max)
    OR (ANY_VALUE(last.sexual_plans) IS NOT NULL AND COUNT(one.sexual_plans) < 3)
UNION ALL
-- No sum over so few councils that it comes near to speaking of one.
SELECT 'hidden_together', 'England', year_ending
FROM hidden_together
WHERE councils_hidden < 10 AND COALESCE(left_min, left_max, modelled_hidden_plans) IS NOT NULL
UNION ALL
SELECT 'headline', 'England', year_ending
FROM headline
WHERE modelled_below NOT BETWEEN modelled_low AND modelled_high
    OR modelled_low < certainly_below
    OR modelled_high > possibly_below;
