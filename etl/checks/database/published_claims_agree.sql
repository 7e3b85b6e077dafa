-- Published claims that our figures do not reproduce, even within the rounding of DfE's totals,
-- though they are of the release the claim was made on.

-- Examined:
SELECT COUNT(*) FROM claim_check;

-- Failing:
SELECT claim, published_value, recomputed_value, recomputed_low, recomputed_high
FROM claim_check
WHERE verdict NOT IN ('equal', 'within rounding', 'revised since');
