-- Years with another number of councils than England had. Years to come are not listed here;
-- they are held by councils_are_those_in_existence.

-- Examined:
SELECT COUNT(DISTINCT year_ending) FROM council_year;

-- Failing:
WITH expected AS (
    SELECT * FROM (
        VALUES
        (2013, 152), (2014, 152), (2015, 152), (2016, 152), (2017, 152), (2018, 152),
        (2019, 152), (2020, 151), (2021, 151), (2022, 152), (2023, 152), (2024, 153)
    ) AS t (year_ending, councils)
)

SELECT
    expected.year_ending,
    expected.councils AS expected,
    COUNT(council_year.council_code) AS found
FROM expected
LEFT JOIN council_year USING (year_ending)
GROUP BY ALL
HAVING found <> expected;
