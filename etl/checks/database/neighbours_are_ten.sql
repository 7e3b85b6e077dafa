-- Councils without ten different neighbours that we know. One that has ended since DfE made its
-- model stays a neighbour until the next model.

-- Examined:
SELECT COUNT(*) FROM neighbour;

-- Failing:
SELECT neighbour.council_code, COUNT(DISTINCT council.council_code) AS neighbours
FROM neighbour
LEFT JOIN council ON council.council_code = neighbour.neighbour_code
GROUP BY neighbour.council_code
HAVING neighbours <> 10;
