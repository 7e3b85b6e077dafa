-- default_threshold, class_of, is_none_or_few, class_margin: the line of very low, and the classes.
--
-- Grain  macros: one council in one year
-- Unit   threshold: plans per 1,000 residents aged 0 to 17
-- NULL   a margin where there is no number, and for none, which any plan would change
-- Needs  figures

-- The threshold below which the CSA Centre calls a rate very low. A reader may move it.
CREATE MACRO default_threshold() AS 0.2;

CREATE MACRO class_of(status, plans, children, threshold) AS
    CASE
        WHEN is_hidden(status) THEN 'suppressed'
        -- From 1 to 5: below the line wherever 5 would be.
        WHEN status = 'low' AND 1000.0 * 5 / children < threshold THEN 'very_low'
        WHEN status <> 'published' THEN 'not_available'
        WHEN plans = 0 THEN 'none'
        WHEN children IS NULL THEN 'not_available'
        -- Unrounded: 0.1996 is below 0.2 though it prints as 0.20.
        WHEN 1000.0 * plans / children < threshold THEN 'very_low'
        ELSE 'at_or_above'
    END;

-- What the CSA Centre counts together.
CREATE MACRO is_none_or_few(class) AS class IN ('none', 'suppressed', 'very_low');

-- The fewest plans with which a rate is not below the threshold.
CREATE MACRO plans_at_threshold(children, threshold) AS
    CEIL(threshold * children / 1000.0 - 1e-9)::INTEGER;

-- How many plans more or fewer put a printed number above 0 into another class.
CREATE MACRO class_margin(plans, children, threshold) AS
    CASE
        WHEN plans = 0 THEN NULL
        WHEN plans < plans_at_threshold(children, threshold)
            THEN LEAST(plans, plans_at_threshold(children, threshold) - plans)
        ELSE plans - plans_at_threshold(children, threshold) + 1
    END;
