-- Councils without ten different neighbours, each a council of today.

-- Examined:
SELECT COUNT(*) FROM neighbour;

-- Failing:
SELECT neighbour.council_code, COUNT(DISTINCT neighbour.neighbour_code) AS neighbours
FROM neighbour
INNER JOIN council_series ON council_series.council_code = neighbour.neighbour_code
WHERE NOT council_series.is_former
GROUP BY neighbour.council_code
HAVING neighbours <> 10;
