-- variance_factor, adjusted_limit, change_limit, offence_change_limit, censored_fit, modelled_year, funnel_limit: what
-- `etl/chance` fits when the database is built, as tables to look up.
--
-- Grain  stated with each table
-- NULL   only where said; a table is empty where the figures are too few to fit by
-- Needs  area_count, council_series, threshold
--
-- Nothing is worked out here: the views are what the fits read, the tables what they fill.

-- One row per council, year and thing counted: its number, its range where hidden, its children.
CREATE TEMP VIEW count_to_fit AS
SELECT
    area_count.name AS counted,
    council_series.series_code,
    area_count.year_ending,
    area_count.value,
    area_count.value_min AS least,
    area_count.value_max AS most,
    children.value AS children,
    default_threshold() AS threshold
FROM area_count
INNER JOIN council_series ON council_series.council_code = area_count.area_code
INNER JOIN area_count AS children
    ON children.area_code = area_count.area_code
    AND children.year_ending = area_count.year_ending
    AND children.name = 'residents_aged_0_to_17'
WHERE area_count.area_level = 'council'
    AND area_count.name IN (
        'plans_started_sexual_abuse_initial',
        'assessments_sexual_abuse',
        'assessments_child_sexual_exploitation'
    )
ORDER BY area_count.name, council_series.series_code, area_count.year_ending;

-- Printed plans of every area; England and regions as DfE rounds them.
CREATE TEMP VIEW area_to_fit AS
SELECT
    COALESCE(council_series.series_code, area_count.area_code) AS series_code,
    area_count.area_level::VARCHAR AS area_level,
    area_count.year_ending,
    area_count.value,
    half_unit(area_count.area_level, area_count.year_ending) AS half_unit,
    1.0 * area_count.value / children.value AS rate
FROM area_count
LEFT JOIN council_series ON council_series.council_code = area_count.area_code
LEFT JOIN area_count AS children
    ON children.area_code = area_count.area_code
    AND children.year_ending = area_count.year_ending
    AND children.name = 'residents_aged_0_to_17'
WHERE area_count.name = 'plans_started_sexual_abuse_initial'
    AND area_count.area_level <> 'police_force'
    AND area_count.value IS NOT NULL
ORDER BY series_code, area_count.year_ending;

-- What each police force recorded, and the children of its councils.
CREATE TEMP VIEW force_to_fit AS
SELECT
    recorded.name AS counted,
    recorded.area_code AS series_code,
    'police_force' AS area_level,
    recorded.year_ending,
    recorded.value,
    0 AS half_unit,
    children.value AS children
FROM area_count AS recorded
INNER JOIN area_count AS children
    ON children.area_code = recorded.area_code
    AND children.year_ending = recorded.year_ending
    AND children.name = 'residents_aged_0_to_17'
WHERE recorded.area_level = 'police_force'
    AND recorded.name = 'offences_naming_a_child'
    AND recorded.value IS NOT NULL
ORDER BY recorded.area_code, recorded.year_ending;

CREATE TABLE variance_factor (
    counted VARCHAR NOT NULL,
    from_mean DOUBLE,
    below_mean DOUBLE,
    councils INTEGER NOT NULL,
    year_pairs INTEGER NOT NULL,
    factor DOUBLE NOT NULL CHECK (factor >= 1),
    factor_low DOUBLE NOT NULL,
    factor_high DOUBLE NOT NULL,
    is_used BOOLEAN NOT NULL
);
COMMENT ON TABLE variance_factor IS 'How many times wider than Poisson''s the variance of a council''s (of offences, a police force''s) count is from year to year: one row per thing counted for all pairs of years together (is_used), and one per size of count as evidence.';
COMMENT ON COLUMN variance_factor.counted IS 'Name of area_count: plans started for sexual abuse, assessments that recorded sexual abuse or child sexual exploitation; offences with a child named in law, by police forces.';
COMMENT ON COLUMN variance_factor.from_mean IS 'Least mean of the two counts of a pair. NULL on the row over all pairs.';
COMMENT ON COLUMN variance_factor.below_mean IS 'The mean of the two counts is below this. NULL on the row over all pairs, and without an upper end.';
COMMENT ON COLUMN variance_factor.councils IS 'Unit: councils, of offences police forces, that have such a pair.';
COMMENT ON COLUMN variance_factor.year_pairs IS 'Unit: pairs of years next to each other, both printed.';
COMMENT ON COLUMN variance_factor.factor IS 'The variance factor, at least 1. Unit: ratio of the variance to Poisson''s.';
COMMENT ON COLUMN variance_factor.factor_low IS 'Lower 95% limit of the factor, councils drawn again with replacement. Unit: ratio.';
COMMENT ON COLUMN variance_factor.factor_high IS 'Upper 95% limit of the factor. Unit: ratio.';
COMMENT ON COLUMN variance_factor.is_used IS 'True for the factor that widens limits: that over all pairs.';

CREATE TABLE adjusted_limit (
    counted VARCHAR,
    events INTEGER,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    PRIMARY KEY (counted, events)
);
COMMENT ON TABLE adjusted_limit IS '95% limits of a mean for each count, with the variance factor: one row per thing counted and count.';
COMMENT ON COLUMN adjusted_limit.counted IS 'As in variance_factor.';
COMMENT ON COLUMN adjusted_limit.events IS 'Count observed.';
COMMENT ON COLUMN adjusted_limit.low IS 'Lower limit of the mean. Unit: events.';
COMMENT ON COLUMN adjusted_limit.high IS 'Upper limit of the mean. Unit: events.';

CREATE TABLE change_limit (
    before INTEGER,
    after INTEGER,
    ratio_low DOUBLE NOT NULL,
    ratio_high DOUBLE,
    PRIMARY KEY (before, after)
);
COMMENT ON TABLE change_limit IS '95% limits of the ratio of two means for each pair of counts of plans, with the variance factor: one row per pair that occurs.';
COMMENT ON COLUMN change_limit.before IS 'Unit: plans, the earlier count.';
COMMENT ON COLUMN change_limit.after IS 'Unit: plans, the later count.';
COMMENT ON COLUMN change_limit.ratio_low IS 'Lower limit of the later mean over the earlier. Unit: ratio.';
COMMENT ON COLUMN change_limit.ratio_high IS 'Upper limit. Unit: ratio. NULL where it has no end, as from a count of 0.';

CREATE TABLE offence_change_limit (
    before INTEGER,
    after INTEGER,
    ratio_low DOUBLE NOT NULL,
    ratio_high DOUBLE,
    PRIMARY KEY (before, after)
);
COMMENT ON TABLE offence_change_limit IS 'The same of offences that police forces recorded, with their own variance factor: one row per pair that occurs.';
COMMENT ON COLUMN offence_change_limit.before IS 'Unit: offences, the earlier count.';
COMMENT ON COLUMN offence_change_limit.after IS 'Unit: offences, the later count.';
COMMENT ON COLUMN offence_change_limit.ratio_low IS 'Lower limit of the later mean over the earlier. Unit: ratio.';
COMMENT ON COLUMN offence_change_limit.ratio_high IS 'Upper limit. Unit: ratio. NULL where it has no end, as from a count of 0.';

CREATE TABLE censored_fit (
    year_ending INTEGER,
    form VARCHAR CHECK (form IN ('additive', 'multiplicative')),
    centre VARCHAR CHECK (centre IN ('own', 'england')),
    rate_per_1000 DOUBLE NOT NULL,
    spread DOUBLE NOT NULL,
    log_likelihood DOUBLE NOT NULL,
    councils INTEGER NOT NULL,
    councils_hidden INTEGER NOT NULL,
    PRIMARY KEY (year_ending, form, centre)
);
COMMENT ON TABLE censored_fit IS 'Negative binomial laws of councils'' plans for sexual abuse, hidden counts as ranges: one row per year, form and centre. A law of all councils together, never of one.';
COMMENT ON COLUMN censored_fit.form IS 'additive: each council has a rate of its own (variance mean + spread x mean squared); multiplicative: spread times Poisson''s variance.';
COMMENT ON COLUMN censored_fit.centre IS 'england: around England''s printed rate, for the funnel; own: around the rate that fits best.';
COMMENT ON COLUMN censored_fit.rate_per_1000 IS 'The common rate. Unit: plans per 1,000 residents aged 0 to 17.';
COMMENT ON COLUMN censored_fit.spread IS 'additive: variance of councils'' rates over the square of the common rate; multiplicative: phi. Unit: ratio.';
COMMENT ON COLUMN censored_fit.log_likelihood IS 'Natural logarithm of the likelihood; the greater of two forms fits better.';
COMMENT ON COLUMN censored_fit.councils IS 'Unit: councils with a printed or hidden count.';
COMMENT ON COLUMN censored_fit.councils_hidden IS 'Unit: councils whose count is hidden and entered as a range.';

CREATE TABLE modelled_year (
    year_ending INTEGER PRIMARY KEY,
    modelled_below INTEGER NOT NULL,
    modelled_low INTEGER NOT NULL,
    modelled_high INTEGER NOT NULL,
    modelled_hidden_plans DOUBLE NOT NULL
);
COMMENT ON TABLE modelled_year IS 'A model of how many councils were below the default threshold: one row per year. An estimate of all councils together, never of one.';
COMMENT ON COLUMN modelled_year.modelled_below IS 'Unit: councils, printed ones counted and hidden ones modelled; the middle of what the model draws.';
COMMENT ON COLUMN modelled_year.modelled_low IS 'Lower 95% limit. Unit: councils.';
COMMENT ON COLUMN modelled_year.modelled_high IS 'Upper 95% limit. Unit: councils.';
COMMENT ON COLUMN modelled_year.modelled_hidden_plans IS 'Plans the model expects in all hidden councils together, beside what England''s total leaves for them. Unit: plans.';

CREATE TABLE funnel_limit (
    year_ending INTEGER,
    children DOUBLE,
    is_curve BOOLEAN,
    lower_998 DOUBLE NOT NULL,
    lower_95 DOUBLE NOT NULL,
    upper_95 DOUBLE NOT NULL,
    upper_998 DOUBLE NOT NULL,
    chance_above DOUBLE NOT NULL,
    chance_below DOUBLE NOT NULL,
    PRIMARY KEY (year_ending, children, is_curve)
);
COMMENT ON TABLE funnel_limit IS 'Limits of the funnel: one row per year and number of children, that of each council and 200 more for the curve.';
COMMENT ON COLUMN funnel_limit.children IS 'Unit: residents aged 0 to 17.';
COMMENT ON COLUMN funnel_limit.is_curve IS 'True for a point of the curve, false for the size of a council.';
COMMENT ON COLUMN funnel_limit.lower_998 IS 'Lower 99.8% limit. Unit: plans per 1,000 residents aged 0 to 17.';
COMMENT ON COLUMN funnel_limit.lower_95 IS 'Lower 95% limit. Unit: plans per 1,000 residents aged 0 to 17.';
COMMENT ON COLUMN funnel_limit.upper_95 IS 'Upper 95% limit. Unit: plans per 1,000 residents aged 0 to 17.';
COMMENT ON COLUMN funnel_limit.upper_998 IS 'Upper 99.8% limit. Unit: plans per 1,000 residents aged 0 to 17.';
COMMENT ON COLUMN funnel_limit.chance_above IS 'Chance that a council of this size is above the 95% limit although it differs no more than councils usually do. Unit: 0 to 1.';
COMMENT ON COLUMN funnel_limit.chance_below IS 'Chance that it is below; 0 where the limit is 0. Unit: 0 to 1.';
